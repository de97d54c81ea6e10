using System.Runtime.InteropServices;

namespace Rlar.Kernels.Losses;

/// <summary>The running sums behind a <see cref="PolicyLossResult"/>: of a sequence, a chunk or a batch; merged in the order of the batch.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct PolicyLossTally()
{
    public double PolicyTerm;
    public double KlTerm;
    public double EntropyTerm;
    public long Tokens;
    public long Sequences;
    public double KlSum;
    public double EntropySum;
    public double LogRatioSum;
    public double AbsoluteLogRatioSum;
    public double RatioSum;
    public double MinRatio = double.PositiveInfinity;
    public double MaxRatio = double.NegativeInfinity;
    public long ClippedLow;
    public long ClippedHigh;
    public long DualClipped;
    public long Dropped;
    public long OutsidePositive;
    public long OutsideNegative;
    public long Outside;
    public long ClippedLowSequences;
    public long ClippedHighSequences;

    /// <summary>Counts one token's ratio and what became of it.</summary>
    public void Count(double ratio, double logRatio, double advantage, TokenEvents events)
    {
        LogRatioSum += logRatio;
        AbsoluteLogRatioSum += Math.Abs(logRatio);
        RatioSum += ratio;
        MinRatio = Math.Min(MinRatio, ratio);
        MaxRatio = Math.Max(MaxRatio, ratio);
        if (events == TokenEvents.None)
            return;
        DualClipped += (events & TokenEvents.DualClipped) != TokenEvents.None ? 1 : 0;
        Dropped += (events & TokenEvents.Dropped) != TokenEvents.None ? 1 : 0;
        if ((events & (TokenEvents.Below | TokenEvents.Above)) == TokenEvents.None)
            return;
        Outside++;
        OutsidePositive += advantage > 0 ? 1 : 0;
        OutsideNegative += advantage < 0 ? 1 : 0;
        ClippedLow += advantage < 0 && (events & TokenEvents.Below) != TokenEvents.None ? 1 : 0;
        ClippedHigh += advantage > 0 && (events & TokenEvents.Above) != TokenEvents.None ? 1 : 0;
    }

    /// <summary>Closes the tally of one sequence.</summary>
    public void EndSequence()
    {
        Sequences = Tokens > 0 ? 1 : 0;
        ClippedLowSequences = ClippedLow > 0 ? 1 : 0;
        ClippedHighSequences = ClippedHigh > 0 ? 1 : 0;
    }

    /// <summary>Adds what comes after.</summary>
    public void Merge(in PolicyLossTally other)
    {
        PolicyTerm += other.PolicyTerm;
        KlTerm += other.KlTerm;
        EntropyTerm += other.EntropyTerm;
        Tokens += other.Tokens;
        Sequences += other.Sequences;
        KlSum += other.KlSum;
        EntropySum += other.EntropySum;
        LogRatioSum += other.LogRatioSum;
        AbsoluteLogRatioSum += other.AbsoluteLogRatioSum;
        RatioSum += other.RatioSum;
        MinRatio = Math.Min(MinRatio, other.MinRatio);
        MaxRatio = Math.Max(MaxRatio, other.MaxRatio);
        ClippedLow += other.ClippedLow;
        ClippedHigh += other.ClippedHigh;
        DualClipped += other.DualClipped;
        Dropped += other.Dropped;
        OutsidePositive += other.OutsidePositive;
        OutsideNegative += other.OutsideNegative;
        Outside += other.Outside;
        ClippedLowSequences += other.ClippedLowSequences;
        ClippedHighSequences += other.ClippedHighSequences;
    }

    /// <summary>The result.</summary>
    public readonly PolicyLossResult Result()
    {
        var tokens = Math.Max(1, Tokens);
        return new PolicyLossResult
        {
            PolicyTerm = PolicyTerm,
            KlTerm = KlTerm,
            EntropyTerm = EntropyTerm,
            Tokens = Tokens,
            Sequences = Sequences,
            MeanKl = KlSum / tokens,
            MeanEntropy = EntropySum / tokens,
            ApproximateKl = Tokens == 0 ? 0 : -LogRatioSum / tokens,
            MeanAbsoluteLogRatio = AbsoluteLogRatioSum / tokens,
            MeanRatio = RatioSum / tokens,
            MinRatio = Tokens == 0 ? 0 : MinRatio,
            MaxRatio = Tokens == 0 ? 0 : MaxRatio,
            ClippedLow = ClippedLow,
            ClippedHigh = ClippedHigh,
            DualClipped = DualClipped,
            Dropped = Dropped,
            OutsidePositive = OutsidePositive,
            OutsideNegative = OutsideNegative,
            Outside = Outside,
            ClippedLowSequences = ClippedLowSequences,
            ClippedHighSequences = ClippedHighSequences,
        };
    }
}
