using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Rlar.Kernels.Normalization;

/// <summary>
/// Count, smallest and largest of all rewards seen so far; the whole state of a running min-max. A value that round-trips exactly through JSON.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RunningRange
{
    /// <summary>Restores a state.</summary>
    /// <param name="count">Rewards seen, at least 0; 0 requires bounds of 0.</param>
    /// <param name="min">The smallest, finite.</param>
    /// <param name="max">The largest, finite, at least <paramref name="min"/>.</param>
    /// <exception cref="KernelException">A state that no sequence of rewards has.</exception>
    [JsonConstructor]
    public RunningRange(long count, double min, double max)
    {
        if (count < 0 || !double.IsFinite(min) || !double.IsFinite(max) || min > max || (count == 0 && (min != 0 || max != 0)))
            throw new KernelException($"No rewards have count {count}, minimum {min} and maximum {max}; restore the state that was saved.");
        Count = count;
        Min = min;
        Max = max;
    }

    /// <summary>Rewards seen, at least 0.</summary>
    public long Count { get; }

    /// <summary>The smallest reward; 0 before the first.</summary>
    public double Min { get; }

    /// <summary>The largest reward; 0 before the first.</summary>
    public double Max { get; }

    /// <summary>The state of the rewards of both; the same for any order of the merges.</summary>
    /// <param name="other">The state of the other rewards.</param>
    public RunningRange Merge(RunningRange other)
    {
        if (Count == 0)
            return other;
        if (other.Count == 0)
            return this;
        return new RunningRange(Count + other.Count, Math.Min(Min, other.Min), Math.Max(Max, other.Max));
    }
}
