namespace Rlar.Kernels.Losses;

/// <summary>A policy loss and what is worth watching about it. Counts and means are over the tokens that are not masked; means of nothing are 0.</summary>
public readonly record struct PolicyLossResult
{
    /// <summary>The loss: the sum of the three terms.</summary>
    public double Loss => PolicyTerm + KlTerm + EntropyTerm;

    /// <summary>The aggregated policy objective.</summary>
    public double PolicyTerm { get; init; }

    /// <summary>The aggregated KL penalty, coefficient included.</summary>
    public double KlTerm { get; init; }

    /// <summary>The aggregated entropy bonus, coefficient and sign included.</summary>
    public double EntropyTerm { get; init; }

    /// <summary>Tokens that count.</summary>
    public long Tokens { get; init; }

    /// <summary>Sequences with a token that counts.</summary>
    public long Sequences { get; init; }

    /// <summary>Mean KL penalty of a token, without the coefficient.</summary>
    public double MeanKl { get; init; }

    /// <summary>Mean entropy of a token in nats.</summary>
    public double MeanEntropy { get; init; }

    /// <summary>Mean of old - logp, the k1 estimate of how far the policy moved (verl <c>ppo_kl</c>); log-ratios by token as the options limit them.</summary>
    public double ApproximateKl { get; init; }

    /// <summary>Mean of |logp - old|.</summary>
    public double MeanAbsoluteLogRatio { get; init; }

    /// <summary>Mean ratio; a sequence's ratio counts once for each of its tokens.</summary>
    public double MeanRatio { get; init; }

    /// <summary>Least ratio; 0 where no token counts.</summary>
    public double MinRatio { get; init; }

    /// <summary>Greatest ratio; 0 where no token counts.</summary>
    public double MaxRatio { get; init; }

    /// <summary>Tokens with A below 0 and a ratio below the low bound.</summary>
    public long ClippedLow { get; init; }

    /// <summary>Tokens with A above 0 and a ratio above the high bound.</summary>
    public long ClippedHigh { get; init; }

    /// <summary>Tokens on which the dual clip, or a cap of the ratio, holds.</summary>
    public long DualClipped { get; init; }

    /// <summary>Tokens that the objective left out (DPPO).</summary>
    public long Dropped { get; init; }

    /// <summary>Tokens with A above 0 and a ratio outside the bounds, on either side.</summary>
    public long OutsidePositive { get; init; }

    /// <summary>Tokens with A below 0 and a ratio outside the bounds, on either side.</summary>
    public long OutsideNegative { get; init; }

    /// <summary>Tokens with a ratio outside the bounds, whatever A.</summary>
    public long Outside { get; init; }

    /// <summary>Sequences with a token in <see cref="ClippedLow"/>: what TRL counts where the ratio is a sequence's.</summary>
    public long ClippedLowSequences { get; init; }

    /// <summary>Sequences with a token in <see cref="ClippedHigh"/>.</summary>
    public long ClippedHighSequences { get; init; }

    /// <summary>The share of tokens whose gradient the clip stopped, between 0 and 1: TRL <c>clip_ratio/region_mean</c>, verl <c>pg_clipfrac</c>.</summary>
    public double ClipFraction => Tokens == 0 ? 0 : (double)(ClippedLow + ClippedHigh) / Tokens;
}
