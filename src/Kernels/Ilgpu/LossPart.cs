using System.Runtime.InteropServices;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What is known of some tokens of a sequence, without its weight: parts merge by sums, least and greatest. Kernel code.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LossPart
{
    /// <summary>Sum of the policy objective.</summary>
    public double Policy;

    /// <summary>Sum of the KL penalty, without its coefficient.</summary>
    public double Kl;

    /// <summary>Sum of the entropies.</summary>
    public double Entropy;

    /// <summary>Sum of the log-ratios.</summary>
    public double LogRatios;

    /// <summary>Sum of their magnitudes.</summary>
    public double AbsoluteLogRatios;

    /// <summary>Sum of the ratios.</summary>
    public double Ratios;

    /// <summary>Sum of d loss / d log-ratio, for the gradient through a sequence's own ratio.</summary>
    public double ByRatio;

    /// <summary>Least ratio.</summary>
    public double MinRatio;

    /// <summary>Greatest ratio.</summary>
    public double MaxRatio;

    /// <summary>Tokens that count.</summary>
    public int Tokens;

    /// <summary>Tokens with a number that is to be refused, or that makes a loss that is none.</summary>
    public int Bad;

    /// <summary>A below 0 and the ratio below its bound.</summary>
    public int ClippedLow;

    /// <summary>A above 0 and the ratio above its bound.</summary>
    public int ClippedHigh;

    /// <summary>The dual clip or a cap holds.</summary>
    public int DualClipped;

    /// <summary>The objective left the token out.</summary>
    public int Dropped;

    /// <summary>A above 0 and the ratio outside its bounds.</summary>
    public int OutsidePositive;

    /// <summary>A below 0 and the ratio outside its bounds.</summary>
    public int OutsideNegative;

    /// <summary>The ratio outside its bounds.</summary>
    public int Outside;

    /// <summary>No token.</summary>
    internal static LossPart None
    {
        get
        {
            var part = default(LossPart);
            part.MinRatio = double.PositiveInfinity;
            part.MaxRatio = double.NegativeInfinity;
            return part;
        }
    }

    /// <summary>The part with one more token's ratio and what became of it.</summary>
    internal static LossPart Count(LossPart part, in LossToken token)
    {
        part.Tokens++;
        part.LogRatios += token.LogRatio;
        part.AbsoluteLogRatios += DeviceMath.Abs(token.LogRatio);
        part.Ratios += token.Ratio;
        if (token.Ratio < part.MinRatio)
            part.MinRatio = token.Ratio;
        if (token.Ratio > part.MaxRatio)
            part.MaxRatio = token.Ratio;
        if (token.IsDualClipped != 0)
            part.DualClipped++;
        if (token.IsDropped != 0)
            part.Dropped++;
        if (token.Side == 0)
            return part;
        part.Outside++;
        if (token.Advantage > 0.0)
        {
            part.OutsidePositive++;
            if (token.Side > 0)
                part.ClippedHigh++;
        }
        else if (token.Advantage < 0.0)
        {
            part.OutsideNegative++;
            if (token.Side < 0)
                part.ClippedLow++;
        }

        return part;
    }

    /// <summary>Both parts together.</summary>
    internal static LossPart Merge(LossPart one, in LossPart other)
    {
        one.Policy += other.Policy;
        one.Kl += other.Kl;
        one.Entropy += other.Entropy;
        one.LogRatios += other.LogRatios;
        one.AbsoluteLogRatios += other.AbsoluteLogRatios;
        one.Ratios += other.Ratios;
        one.ByRatio += other.ByRatio;
        if (other.MinRatio < one.MinRatio)
            one.MinRatio = other.MinRatio;
        if (other.MaxRatio > one.MaxRatio)
            one.MaxRatio = other.MaxRatio;
        one.Tokens += other.Tokens;
        one.Bad += other.Bad;
        one.ClippedLow += other.ClippedLow;
        one.ClippedHigh += other.ClippedHigh;
        one.DualClipped += other.DualClipped;
        one.Dropped += other.Dropped;
        one.OutsidePositive += other.OutsidePositive;
        one.OutsideNegative += other.OutsideNegative;
        one.Outside += other.Outside;
        return one;
    }
}
