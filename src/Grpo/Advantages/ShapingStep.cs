using Rlar.Kernels;

namespace Rlar.Grpo.Advantages;

/// <summary>A shaping step made of one kernel call per component, over the batch or group by group.</summary>
/// <param name="arguments">Its name, and on=COMPONENT where it leaves the others alone.</param>
/// <param name="kernel">The call, in place.</param>
internal sealed class ShapingStep(ShapingArguments arguments, ShapingStep.Kernel kernel) : IRewardShaping
{
    private readonly string? _only = arguments.Text("on");

    /// <summary>One kernel call, in place.</summary>
    internal delegate void Kernel(Span<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, AdvantageBatch batch);

    /// <inheritdoc/>
    public string Name { get; } = arguments.Name;

    /// <inheritdoc/>
    public string Text { get; } = arguments.Canonical;

    /// <inheritdoc/>
    public bool IsGroupLocal { get; init; } = true;

    /// <inheritdoc/>
    public ShapingInputs Needs { get; init; }

    /// <summary>Whether the kernel is called once a group instead of once.</summary>
    internal bool GroupByGroup { get; init; }

    /// <inheritdoc/>
    public void Apply(ShapedRewards rewards)
    {
        var batch = rewards.Batch;
        var components = rewards.Select(_only, Name);
        if (Needs.HasFlag(ShapingInputs.References) && components.Count > 1)
        {
            throw new ShapingInputException(
                "reference_rewards", $"the rewards of one component, but there are {components.Count}", $"Say of which with {Name}:on=COMPONENT.");
        }

        foreach (var (_, (values, scored)) in components)
        {
            if (!GroupByGroup)
                kernel(values, scored, GroupLayout.Ragged(batch.Offsets), batch);
            for (var g = 0; g < batch.Groups && GroupByGroup; g++)
                ApplyTo(values, scored, batch.Offsets[g], batch.Offsets[g + 1], batch);
        }
    }

    private void ApplyTo(double[] values, bool[] scored, int start, int end, AdvantageBatch batch)
    {
        if (start == end)
            return;
        try
        {
            kernel(values.AsSpan(start..end), scored.AsSpan(start..end), GroupLayout.Uniform(1, end - start), batch);
        }
        catch (KernelException error) when (error.Index >= 0)
        {
            throw new KernelException(error.Message, start + error.Index);
        }
    }
}
