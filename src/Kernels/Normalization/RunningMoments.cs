using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Rlar.Kernels.Normalization;

/// <summary>
/// Count, mean and sum of squared deviations of all rewards seen so far; the whole state of a running z-score. A value: it never changes,
/// <see cref="Add"/> and <see cref="Merge"/> return the next state. Its three fields round-trip exactly through JSON.
/// </summary>
/// <remarks>
/// <see cref="Add"/> is a step of <see cref="Welford"/>. Two states merge by Chan, Golub and LeVeque (1979): delta = mean_b - mean_a,
/// mean = mean_a + delta n_b / n, M2 = M2_a + M2_b + delta^2 n_a n_b / n. Equal rewards keep their value as the mean, and M2 exactly 0.
/// The result depends on the order in its last bits: add and merge in a fixed order to repeat a run.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RunningMoments
{
    /// <summary>Restores a state.</summary>
    /// <param name="count">Rewards seen, at least 0; 0 requires a mean and M2 of 0.</param>
    /// <param name="mean">Their mean, finite.</param>
    /// <param name="m2">Their sum of squared deviations from the mean, finite, at least 0.</param>
    /// <exception cref="KernelException">A state that no sequence of rewards has.</exception>
    [JsonConstructor]
    public RunningMoments(long count, double mean, double m2)
    {
        if (count < 0 || !double.IsFinite(mean) || !double.IsFinite(m2) || m2 < 0 || (count == 0 && (mean != 0 || m2 != 0)) || (count == 1 && m2 != 0))
            throw new KernelException($"No rewards have count {count}, mean {mean} and M2 {m2}; restore the state that was saved.");
        Count = count;
        Mean = mean;
        M2 = m2;
    }

    /// <summary>Rewards seen, at least 0.</summary>
    public long Count { get; }

    /// <summary>Mean of the rewards; 0 before the first.</summary>
    public double Mean { get; }

    /// <summary>Sum of squared deviations from the mean, at least 0.</summary>
    public double M2 { get; }

    /// <summary>The state after one more reward.</summary>
    /// <param name="reward">A finite reward, at most 1e150 in magnitude.</param>
    /// <exception cref="KernelException">NaN, infinity or a reward above 1e150 in magnitude.</exception>
    public RunningMoments Add(double reward)
    {
        if (!(Math.Abs(reward) <= KernelChecks.Limit))
            throw KernelChecks.BadValue(nameof(reward), reward, -1);
        var (mean, m2) = (Mean, M2);
        Welford.Add(reward, Count + 1, ref mean, ref m2);
        return new RunningMoments(Count + 1, mean, m2);
    }

    /// <summary>The state of the rewards of both.</summary>
    /// <param name="other">The state of the other rewards.</param>
    public RunningMoments Merge(RunningMoments other)
    {
        if (Count == 0)
            return other;
        if (other.Count == 0)
            return this;
        var count = Count + other.Count;
        var delta = other.Mean - Mean;
        var share = (double)other.Count / count;
        return new RunningMoments(count, Mean + (delta * share), M2 + other.M2 + (delta * delta * Count * share));
    }

    /// <summary>The standard deviation, at least 0; 0 below two rewards.</summary>
    /// <param name="sample">True: divide by n - 1; false: by n.</param>
    public double Deviation(bool sample) => Count < 2 ? 0 : Math.Sqrt(M2 / (sample ? Count - 1 : Count));
}
