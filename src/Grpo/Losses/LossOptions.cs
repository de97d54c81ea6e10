using Rlar.Kernels.Losses;

namespace Rlar.Grpo.Losses;

/// <summary>A loss of training: what a token contributes, how tokens become one number, which tokens count for how much.</summary>
public sealed record LossOptions
{
    /// <summary>Objective, ratio, KL penalty, entropy bonus. Default: the clipped surrogate.</summary>
    public PolicyLossOptions Policy { get; init; } = new();

    /// <summary>How tokens become one number. Default GRPO's: the mean over sequences of their tokens' means.</summary>
    public LossAggregation Aggregation { get; init; } = LossAggregation.Grpo;

    /// <summary>How the entropy bonus is averaged, or null (default): as the loss. TRL: over tokens.</summary>
    public LossAggregation? EntropyAggregation { get; init; }

    /// <summary>
    /// Share of the minibatch's tokens that have a policy term, those of highest entropy (arXiv 2506.01939): above 0, at most 1. Default 1: all.
    /// </summary>
    public double TopEntropyShare
    {
        get;
        init => field = value is > 0 and <= 1
            ? value
            : throw new TrainingException($"The share of tokens by entropy is {value}; it must be above 0 and at most 1.");
    } = 1;

    /// <summary>KL-Cov and Clip-Cov: which tokens; null (default) for every other loss.</summary>
    public CovarianceOptions? Covariance { get; init; }

    /// <summary>
    /// What makes up for completions that another policy sampled (another engine, another precision, older weights), or null (default): nothing. The ratio is
    /// of old to sampler's log-probabilities, of current to sampler's where there are no old ones.
    /// </summary>
    public RolloutCorrection? Correction { get; init; }

    /// <summary>
    /// OPSM (DeepSeek-V3.2, arXiv 2512.02556 eq. 9): completions of negative advantage whose mean of sampler's - current log-probability is above this have no
    /// policy term. Null (default): none is left out for that.
    /// </summary>
    public double? OffPolicyThreshold { get; init; }

    /// <summary>Whether the reference's log-probabilities are needed.</summary>
    public bool NeedsReference => Policy.Kl is not null;

    /// <summary>Whether the sampler's log-probabilities are needed.</summary>
    public bool NeedsSampler => Correction is not null || OffPolicyThreshold is not null;

    /// <summary>Whether the whole minibatch's current log-probabilities are needed before the first slope.</summary>
    public bool NeedsLogprobsFirst => Covariance is not null || TopEntropyShare < 1;
}
