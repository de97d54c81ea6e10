namespace Rlar.Kernels;

/// <summary>The refusals that all kernels share, so that every backend refuses the same inputs with the same words.</summary>
internal static class KernelChecks
{
    /// <summary>Largest magnitude of a reward: squares of differences and their sums over 1e8 rewards stay finite.</summary>
    public const double Limit = 1e150;

    /// <summary>Checks the shapes of rewards, mask and destination of an operation that works entry by entry.</summary>
    public static void Shapes(string name, ReadOnlySpan<double> values, ReadOnlySpan<bool> scored, ReadOnlySpan<double> destination)
    {
        Length("destination", destination.Length, values.Length);
        Mask(scored, values.Length);
        Overlap(name, values, destination);
    }

    /// <summary>A mask is empty (all scored) or has one entry for each value.</summary>
    public static void Mask(ReadOnlySpan<bool> scored, int expected)
    {
        if (!scored.IsEmpty)
            Length(nameof(scored), scored.Length, expected);
    }

    /// <summary>A span has the length that the operation's other spans have.</summary>
    public static void Length(string name, int actual, int expected)
    {
        if (actual != expected)
            throw new KernelException($"{name} has {actual} entries where {expected} are needed.");
    }

    /// <summary>In place is fine; overlapping at an offset would read what was just written.</summary>
    public static void Overlap(string name, ReadOnlySpan<double> values, ReadOnlySpan<double> destination)
    {
        if (values.Overlaps(destination, out var offset) && offset != 0)
            throw new KernelException($"The destination overlaps {name} at an offset of {offset}; it must be the same span or another one.");
    }

    /// <summary>No overlap at all: the operation reads entries after it has written others.</summary>
    public static void Apart(string name, ReadOnlySpan<double> values, ReadOnlySpan<double> destination)
    {
        if (values.Overlaps(destination))
            throw new KernelException($"The destination overlaps {name}; this operation needs another span.");
    }

    /// <summary>Checks every scored value from an index on; the others are never read.</summary>
    public static void Values(string name, ReadOnlySpan<double> values, ReadOnlySpan<bool> scored, int start = 0)
    {
        if (NumberScan.FirstBad(values[start..], scored.IsEmpty ? scored : scored[start..]) is >= 0 and var index)
            throw BadValue(name, values[start + index], start + index);
    }

    /// <summary>A running state that has seen a reward.</summary>
    public static void Seen(long count)
    {
        if (count == 0)
            throw new KernelException("The running state has seen no reward; merge a batch into it first.");
    }

    /// <summary>Lengths in tokens are at least 0.</summary>
    public static void Lengths(ReadOnlySpan<int> lengths, int expected)
    {
        Length(nameof(lengths), lengths.Length, expected);
        var negative = lengths.IndexOfAnyInRange(int.MinValue, -1);
        if (negative >= 0)
            throw new KernelException($"lengths[{negative}] = {lengths[negative]}: a length in tokens is at least 0.", negative);
    }

    public static KernelException BadValue(string name, double value, int index) =>
        new($"{name}{(index < 0 ? "" : $"[{index}]")} = {value}: it must be finite and at most {Limit} in magnitude; mask it if it was not scored.", index);

    public static KernelException BadOption(string name, double value, string range) => new($"{name} = {value}: it must be {range}.");

    public static double Positive(double value, string name) =>
        value > 0 && double.IsFinite(value) ? value : throw BadOption(name, value, "finite and above 0");

    public static double Bounded(double value, string name) =>
        Math.Abs(value) <= Limit ? value : throw BadOption(name, value, $"finite and at most {Limit} in magnitude");

    public static double Between(double value, double low, double high, string name) =>
        value >= low && value <= high ? value : throw BadOption(name, value, $"between {low} and {high}");

    /// <summary>A bound above <paramref name="low"/>; infinity is none.</summary>
    public static double AboveOrNone(double value, double low, string name) =>
        value > low ? value : throw BadOption(name, value, $"above {low}, or infinity for none");

    public static int AtLeast(int value, int low, string name) =>
        value >= low ? value : throw BadOption(name, value, $"at least {low}");
}
