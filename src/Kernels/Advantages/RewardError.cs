using System.Numerics;

namespace Rlar.Kernels.Advantages;

/// <summary>The one wording for a reward that no estimator may see.</summary>
internal static class RewardError
{
    /// <summary>The largest magnitude of a reward: its square, summed over 2^31 rewards, is still finite.</summary>
    internal const double MaxMagnitude = KernelChecks.Limit;

    private static KernelException At(int index, double value) =>
        new(
            $"rewards[{index}] is {value}: a reward must be finite and at most 1e150 in magnitude. "
            + "Mark the completion as not scored, or mend the tool that gave it.",
            index);

    /// <summary>Refuses the first reward that is not finite or too large, if there is one.</summary>
    internal static void ThrowIfBad<T>(ReadOnlySpan<T> rewards, ReadOnlySpan<bool> scored = default)
        where T : INumberBase<T>
    {
        if (NumberScan.FirstBad(rewards, scored) is >= 0 and var index)
            throw At(index, double.CreateTruncating(rewards[index]));
    }
}
