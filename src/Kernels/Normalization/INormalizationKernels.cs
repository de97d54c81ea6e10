namespace Rlar.Kernels.Normalization;

/// <summary>
/// Reward normalisation by statistics of a batch or of all rewards so far, one operation a method; every backend has all of them under
/// the same name.
/// </summary>
/// <remarks>
/// Rules that hold for every operation and backend:
/// <list type="bullet">
/// <item>A reward that was not scored is never read and enters no statistic; 0 is written in its place and means "masked".</item>
/// <item>A batch whose scored rewards are all equal has z-score and centred value exactly 0.</item>
/// <item>A scored reward that is NaN, infinite, or above 1e150 in magnitude raises <see cref="KernelException"/> with its index; nothing is
/// promised about the destination then. So does a span whose length does not fit.</item>
/// <item>Destinations have the shape of the rewards, are owned by the caller and may be the rewards themselves. An empty batch is no error.</item>
/// <item>Nothing is allocated once the shared array pool is warm, but by launches on a device. The same input gives the same bits on every
/// call.</item>
/// </list>
/// </remarks>
public interface INormalizationKernels
{
    /// <summary>
    /// Count, mean and sum of squared deviations of a batch, by the corrected two-pass algorithm (Chan, Golub and LeVeque 1983):
    /// M2 = sum d^2 - (sum d)^2 / n with d = r - mean. <see cref="RunningMoments.Merge"/> adds it to a running state.
    /// </summary>
    /// <param name="rewards">[N] rewards.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <returns>The state of the scored rewards alone.</returns>
    RunningMoments Moments(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored);

    /// <summary>Count, smallest and largest of a batch. <see cref="RunningRange.Merge"/> adds it to a running state.</summary>
    /// <param name="rewards">[N] rewards.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <returns>The state of the scored rewards alone.</returns>
    RunningRange Range(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored);

    /// <summary>Z-score over the batch: (r - mean) / (std + eps). One scored reward gets 0.</summary>
    /// <param name="rewards">[N] rewards.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <param name="options">eps, n or n - 1, clipping to mean +- k deviations.</param>
    /// <param name="normalized">[N] destination.</param>
    void ZScore(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, ZScoreOptions options, Span<double> normalized);

    /// <summary>
    /// Running z-score: (r - mean) / (std + eps) with the mean and deviation of all rewards so far. Whether the state already holds this batch
    /// is the caller's choice. Before the second distinct reward the deviation is 0: with clipping everything is then 0, without it
    /// a new value divides by eps alone.
    /// </summary>
    /// <param name="rewards">[N] rewards.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <param name="moments">The running state; at least one reward.</param>
    /// <param name="options">eps, n or n - 1, clipping to mean +- k deviations.</param>
    /// <param name="normalized">[N] destination.</param>
    /// <exception cref="KernelException">A state without a reward: it has no mean.</exception>
    void RunningZScore(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningMoments moments, ZScoreOptions options, Span<double> normalized);

    /// <summary>
    /// Clips rewards to mean +- k deviations of a running state and leaves their scale as it is (one of the baselines of PAR, arXiv 2502.18770).
    /// </summary>
    /// <param name="rewards">[N] rewards.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <param name="moments">The running state; at least one reward.</param>
    /// <param name="options">k is <see cref="ZScoreOptions.ClipDeviations"/>; n or n - 1. eps is not used.</param>
    /// <param name="clipped">[N] destination.</param>
    /// <exception cref="KernelException">A state without a reward: it has no mean.</exception>
    void ClipToDeviations(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningMoments moments, ZScoreOptions options, Span<double> clipped);

    /// <summary>Min-max over the batch: (r - min) / (max - min), between 0 and 1.</summary>
    /// <param name="rewards">[N] rewards.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <param name="constantValue">Finite; what every reward becomes where all are equal, so that the range is empty (0.5 says "no information").</param>
    /// <param name="normalized">[N] destination.</param>
    void MinMax(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double constantValue, Span<double> normalized);

    /// <summary>Running min-max: (r - min) / (max - min) with the range of all rewards so far; what lies outside is clipped to 0 or 1.</summary>
    /// <param name="rewards">[N] rewards.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <param name="range">The running state; at least one reward.</param>
    /// <param name="constantValue">Finite; what every reward becomes while the range is empty.</param>
    /// <param name="normalized">[N] destination.</param>
    /// <exception cref="KernelException">A state without a reward: it has no range.</exception>
    void RunningMinMax(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningRange range, double constantValue, Span<double> normalized);

    /// <summary>
    /// Rank over the batch, the worst first; equal rewards share the average of their ranks. Invariant under every strictly increasing map.
    /// </summary>
    /// <param name="rewards">[N] rewards.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <param name="scale">Between 0 and 1, or centred at 0.</param>
    /// <param name="ranks">[N] destination; not the rewards themselves.</param>
    void Rank(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RankScale scale, Span<double> ranks);

    /// <summary>r - mean over the batch.</summary>
    /// <param name="rewards">[N] rewards.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <param name="centred">[N] destination.</param>
    void Centre(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, Span<double> centred);
}
