using Rlar.Kernels.Losses;

namespace Rlar.Grpo.Losses;

/// <summary>Results of rows as that of all of them, added in the order of the rows.</summary>
internal static class LossSum
{
    /// <summary>Terms and counts add up; means are over tokens; the least and the greatest ratio are of the rows that have a token.</summary>
    /// <param name="rows">Results, one a row.</param>
    public static PolicyLossResult Of(ReadOnlySpan<PolicyLossResult> rows)
    {
        var sum = new PolicyLossResult { MinRatio = double.PositiveInfinity, MaxRatio = double.NegativeInfinity };
        foreach (var row in rows)
        {
            if (row.Tokens > 0)
                sum = Add(sum, row);
        }

        return sum.Tokens == 0 ? default : Divided(sum, sum.Tokens);
    }

    // Means are sums until the end.
    private static PolicyLossResult Add(in PolicyLossResult sum, in PolicyLossResult row) => new()
    {
        PolicyTerm = sum.PolicyTerm + row.PolicyTerm,
        KlTerm = sum.KlTerm + row.KlTerm,
        EntropyTerm = sum.EntropyTerm + row.EntropyTerm,
        Tokens = sum.Tokens + row.Tokens,
        Sequences = sum.Sequences + row.Sequences,
        MeanKl = sum.MeanKl + (row.MeanKl * row.Tokens),
        MeanEntropy = sum.MeanEntropy + (row.MeanEntropy * row.Tokens),
        ApproximateKl = sum.ApproximateKl + (row.ApproximateKl * row.Tokens),
        MeanAbsoluteLogRatio = sum.MeanAbsoluteLogRatio + (row.MeanAbsoluteLogRatio * row.Tokens),
        MeanRatio = sum.MeanRatio + (row.MeanRatio * row.Tokens),
        MinRatio = Math.Min(sum.MinRatio, row.MinRatio),
        MaxRatio = Math.Max(sum.MaxRatio, row.MaxRatio),
        ClippedLow = sum.ClippedLow + row.ClippedLow,
        ClippedHigh = sum.ClippedHigh + row.ClippedHigh,
        DualClipped = sum.DualClipped + row.DualClipped,
        Dropped = sum.Dropped + row.Dropped,
        OutsidePositive = sum.OutsidePositive + row.OutsidePositive,
        OutsideNegative = sum.OutsideNegative + row.OutsideNegative,
        Outside = sum.Outside + row.Outside,
        ClippedLowSequences = sum.ClippedLowSequences + row.ClippedLowSequences,
        ClippedHighSequences = sum.ClippedHighSequences + row.ClippedHighSequences,
    };

    private static PolicyLossResult Divided(in PolicyLossResult sum, long tokens) => sum with
    {
        MeanKl = sum.MeanKl / tokens,
        MeanEntropy = sum.MeanEntropy / tokens,
        ApproximateKl = sum.ApproximateKl / tokens,
        MeanAbsoluteLogRatio = sum.MeanAbsoluteLogRatio / tokens,
        MeanRatio = sum.MeanRatio / tokens,
    };
}
