using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceNormalization
{
    /// <inheritdoc/>
    public RunningRange Range(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored)
    {
        ShapingChecks.Mask(scored, rewards.Length);
        ShapingChecks.Values(nameof(rewards), rewards, scored);
        long count = 0;
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        for (var i = 0; i < rewards.Length; i++)
        {
            if (!Scored(scored, i))
                continue;
            count++;
            min = Math.Min(min, rewards[i]);
            max = Math.Max(max, rewards[i]);
        }

        return count == 0 ? default : new RunningRange(count, min, max);
    }
}
