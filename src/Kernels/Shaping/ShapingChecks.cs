namespace Rlar.Kernels.Shaping;

/// <summary>The refusals of single shaping terms, so that every backend refuses the same inputs with the same words.</summary>
internal static class ShapingChecks
{
    /// <summary>Checks the steps of every scored completion.</summary>
    public static void Steps(ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<bool> scored)
    {
        for (var c = 0; c < completions.Count; c++)
        {
            var (start, end) = completions[c];
            if (scored.IsEmpty || scored[c])
                KernelChecks.Values(nameof(stepRewards), stepRewards[..end], [], start);
        }
    }

    /// <summary>References: one group of them for each group of completions, at least one where a completion is scored.</summary>
    public static void References(
        ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references, GroupLayout referenceGroups)
    {
        KernelChecks.Length("the layout of the references", referenceGroups.Count, groups.Count);
        KernelChecks.Length(nameof(references), references.Length, referenceGroups.Length);
        for (var g = 0; g < groups.Count; g++)
        {
            var (start, end) = groups[g];
            var (first, last) = referenceGroups[g];
            if (first == last && end > start && (scored.IsEmpty || scored[start..end].Contains(true)))
                throw new KernelException($"Group {g} has completions but no reference reward to compare them with.", start);
        }

        KernelChecks.Values(nameof(references), references, []);
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

        KernelChecks.Mask(scored, components.Length);
        KernelChecks.Apart(nameof(components), components, accumulated);
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
        KernelChecks.Shapes(nameof(stepRewards), stepRewards, [], shaped);
        KernelChecks.Length(nameof(stepRewards), stepRewards.Length, completions.Length);
        KernelChecks.Mask(scored, completions.Count);
    }

    /// <summary>Shapes of an operation over steps and outcomes.</summary>
    public static void StepsAndOutcomes(
        ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<double> outcomes, ReadOnlySpan<bool> scored, GroupLayout groups,
        ReadOnlySpan<double> shaped)
    {
        StepShapes(stepRewards, completions, scored, shaped);
        KernelChecks.Length(nameof(outcomes), outcomes.Length, completions.Count);
        KernelChecks.Length(nameof(outcomes), outcomes.Length, groups.Length);
        KernelChecks.Apart(nameof(outcomes), outcomes, shaped);
    }

    /// <summary>Shapes of a reward from lengths and correctness in groups.</summary>
    public static void LengthGroups(
        ReadOnlySpan<int> lengths, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> rewards)
    {
        KernelChecks.Lengths(lengths, groups.Length);
        KernelChecks.Length(nameof(correct), correct.Length, groups.Length);
        KernelChecks.Mask(scored, groups.Length);
        KernelChecks.Length("destination", rewards.Length, groups.Length);
    }

    /// <summary>Shapes and values of a preference matrix; the diagonal is never read.</summary>
    public static void Preferences(ReadOnlySpan<double> preferences, ReadOnlySpan<bool> judged, int opponents, ReadOnlySpan<double> winRates)
    {
        var n = winRates.Length;
        KernelChecks.Length(nameof(opponents), opponents, n);
        if (preferences.Length != (long)n * n)
            throw new KernelException($"preferences has {preferences.Length} entries where {n} x {n} are needed.");
        KernelChecks.Mask(judged, preferences.Length);
        KernelChecks.Apart(nameof(preferences), preferences, winRates);
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
}
