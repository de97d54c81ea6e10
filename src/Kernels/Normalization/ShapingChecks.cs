namespace Rlar.Kernels.Normalization;

/// <summary>The refusals that all backends share, so that both refuse the same inputs with the same words.</summary>
internal static class ShapingChecks
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
        for (var i = start; i < values.Length; i++)
        {
            if ((scored.IsEmpty || scored[i]) && !(Math.Abs(values[i]) <= Limit))
                throw BadValue(name, values[i], i);
        }
    }

    /// <summary>Checks the steps of every scored completion.</summary>
    public static void Steps(ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<bool> scored)
    {
        for (var c = 0; c < completions.Count; c++)
        {
            var (start, end) = completions[c];
            if (scored.IsEmpty || scored[c])
                Values(nameof(stepRewards), stepRewards[..end], [], start);
        }
    }

    /// <summary>References: one group of them for each group of completions, at least one where a completion is scored.</summary>
    public static void References(
        ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references, GroupLayout referenceGroups)
    {
        Length("the layout of the references", referenceGroups.Count, groups.Count);
        Length(nameof(references), references.Length, referenceGroups.Length);
        for (var g = 0; g < groups.Count; g++)
        {
            var (start, end) = groups[g];
            var (first, last) = referenceGroups[g];
            if (first == last && end > start && (scored.IsEmpty || scored[start..end].Contains(true)))
                throw new KernelException($"Group {g} has completions but no reference reward to compare them with.", start);
        }

        Values(nameof(references), references, []);
    }

    /// <summary>Shapes of gated accumulation: K = thresholds + 1 components of N entries.</summary>
    public static void Gates(
        ReadOnlySpan<double> components, ReadOnlySpan<bool> scored, ReadOnlySpan<double> thresholds, ReadOnlySpan<double> accumulated)
    {
        if (components.Length != (thresholds.Length + 1L) * accumulated.Length)
        {
            throw new KernelException(
                $"components has {components.Length} entries where {thresholds.Length + 1L} x {accumulated.Length} are needed: "
                + "one component more than there are thresholds.");
        }

        Mask(scored, components.Length);
        Apart(nameof(components), components, accumulated);
        for (var k = 0; k < thresholds.Length; k++)
        {
            if (!double.IsFinite(thresholds[k]))
                throw new KernelException($"thresholds[{k}] = {thresholds[k]}: a threshold is finite.", k);
        }
    }

    /// <summary>Shapes of an operation over steps.</summary>
    public static void StepShapes(
        ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<bool> scored, ReadOnlySpan<double> shaped)
    {
        Shapes(nameof(stepRewards), stepRewards, [], shaped);
        Length(nameof(stepRewards), stepRewards.Length, completions.Length);
        Mask(scored, completions.Count);
    }

    /// <summary>Shapes of an operation over steps and outcomes.</summary>
    public static void StepsAndOutcomes(
        ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<double> outcomes, ReadOnlySpan<bool> scored, GroupLayout groups,
        ReadOnlySpan<double> shaped)
    {
        StepShapes(stepRewards, completions, scored, shaped);
        Length(nameof(outcomes), outcomes.Length, completions.Count);
        Length(nameof(outcomes), outcomes.Length, groups.Length);
        Apart(nameof(outcomes), outcomes, shaped);
    }

    /// <summary>Shapes of a reward from lengths and correctness in groups.</summary>
    public static void LengthGroups(
        ReadOnlySpan<int> lengths, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> rewards)
    {
        Lengths(lengths, groups.Length);
        Length(nameof(correct), correct.Length, groups.Length);
        Mask(scored, groups.Length);
        Length("destination", rewards.Length, groups.Length);
    }

    /// <summary>Shapes and values of a preference matrix; the diagonal is never read.</summary>
    public static void Preferences(ReadOnlySpan<double> preferences, ReadOnlySpan<bool> judged, int opponents, ReadOnlySpan<double> winRates)
    {
        var n = winRates.Length;
        Length(nameof(opponents), opponents, n);
        if (preferences.Length != (long)n * n)
            throw new KernelException($"preferences has {preferences.Length} entries where {n} x {n} are needed.");
        Mask(judged, preferences.Length);
        Apart(nameof(preferences), preferences, winRates);
        for (var i = 0; i < preferences.Length; i++)
        {
            if (i / n != i % n && (judged.IsEmpty || judged[i]) && !(preferences[i] >= 0 && preferences[i] <= 1))
            {
                throw new KernelException(
                    $"preferences[{i}] = {preferences[i]} (row {i / n}, column {i % n}): a probability is between 0 and 1; "
                    + "mask a pair that was not judged.",
                    i);
            }
        }
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

    public static int AtLeast(int value, int low, string name) =>
        value >= low ? value : throw BadOption(name, value, $"at least {low}");
}
