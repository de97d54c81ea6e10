using Rlar.Kernels;

namespace Rlar.Grpo.Advantages;

/// <summary>A shaping step made of one kernel call, over the batch or group by group.</summary>
internal sealed class ShapingStep : IRewardShaping
{
    private readonly Kernel _kernel;
    private readonly bool _groupByGroup;

    /// <summary>Creates a step.</summary>
    /// <param name="isGroupLocal">Whether a reward depends on its group alone.</param>
    /// <param name="groupByGroup">Whether the kernel is called once a group instead of once.</param>
    /// <param name="kernel">The call, in place.</param>
    internal ShapingStep(bool isGroupLocal, bool groupByGroup, Kernel kernel)
    {
        IsGroupLocal = isGroupLocal;
        _groupByGroup = groupByGroup;
        _kernel = kernel;
    }

    /// <summary>One kernel call, in place.</summary>
    internal delegate void Kernel(Span<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<int> lengths);

    /// <inheritdoc/>
    public bool IsGroupLocal { get; }

    /// <inheritdoc/>
    public void Apply(Span<double> rewards, AdvantageBatch batch, ReadOnlySpan<bool> scored)
    {
        var lengths = batch.Lengths;
        if (!_groupByGroup)
        {
            _kernel(rewards, scored, GroupLayout.Ragged(batch.Offsets), lengths);
            return;
        }

        for (var g = 0; g < batch.Groups; g++)
        {
            var range = batch.Offsets[g]..batch.Offsets[g + 1];
            var count = batch.Offsets[g + 1] - batch.Offsets[g];
            if (count > 0)
                _kernel(rewards[range], scored[range], GroupLayout.Uniform(1, count), lengths.IsEmpty ? default : lengths[range]);
        }
    }
}
