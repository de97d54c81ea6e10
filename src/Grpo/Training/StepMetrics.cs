namespace Rlar.Grpo.Training;

/// <summary>
/// One line of metrics.jsonl: what a step of training did. Names in JSON are these in snake_case. Shares are between 0 and 1, times in seconds.
/// </summary>
public sealed record StepMetrics
{
    /// <summary>From 1.</summary>
    public required int Step { get; init; }

    /// <summary>grpo or sft.</summary>
    public required string Phase { get; init; }

    /// <summary>The loss, the mean over the step's optimiser steps.</summary>
    public double Loss { get; init; }

    /// <summary>Mean combined reward of the completions that were scored; null where none was.</summary>
    public double? Reward { get; init; }

    /// <summary>Standard deviation of the combined reward over all completions that were scored.</summary>
    public double? RewardStd { get; init; }

    /// <summary>Mean by tool, on the tool's own scale.</summary>
    public IReadOnlyDictionary<string, double> ToolReward { get; init; } = new Dictionary<string, double>();

    /// <summary>Standard deviation by tool.</summary>
    public IReadOnlyDictionary<string, double> ToolRewardStd { get; init; } = new Dictionary<string, double>();

    /// <summary>Groups that were drawn, those of dynamic sampling included.</summary>
    public int Groups { get; init; }

    /// <summary>Completions that were drawn.</summary>
    public int Completions { get; init; }

    /// <summary>Completions that no tool scored, or whose tool failed.</summary>
    public int Unscored { get; init; }

    /// <summary>Share of groups in which all rewards are equal: they teach nothing and are dropped.</summary>
    public double ZeroVarianceShare { get; init; }

    /// <summary>Share of completions that are unlike every other of their group.</summary>
    public double DistinctShare { get; init; }

    /// <summary>Distinct combined rewards in a group, the mean over groups.</summary>
    public double DistinctRewards { get; init; }

    /// <summary>Mean tokens of a completion.</summary>
    public double Length { get; init; }

    /// <summary>Share of completions that were cut off.</summary>
    public double Truncated { get; init; }

    /// <summary>Mean KL from the reference policy per token (k3); null where no reference is used.</summary>
    public double? Kl { get; init; }

    /// <summary>Share of tokens whose gradient the clip stopped.</summary>
    public double ClipShare { get; init; }

    /// <summary>Mean entropy of a token in nats.</summary>
    public double Entropy { get; init; }

    /// <summary>Mean |sampler's logprob - trainer's| per token before the step's first update.</summary>
    public double MismatchMean { get; init; }

    /// <summary>The greatest of them.</summary>
    public double MismatchMax { get; init; }

    /// <summary>Mean k3 divergence of the trainer from the sampler.</summary>
    public double MismatchK3 { get; init; }

    /// <summary>Norm of the gradient before clipping, the mean over the step's optimiser steps.</summary>
    public double GradientNorm { get; init; }

    /// <summary>Learning rate of the step's last optimiser step.</summary>
    public double LearningRate { get; init; }

    /// <summary>Steps between the weights that drew the completions and those that learn from them: 0 or 1.</summary>
    public int Staleness { get; init; }

    /// <summary>Completion tokens per second of the rollout.</summary>
    public double RolloutTokensPerSecond { get; init; }

    /// <summary>Tokens, prompts included, per second of the update.</summary>
    public double UpdateTokensPerSecond { get; init; }

    /// <summary>Share of the step in which nothing was done but wait for rewards.</summary>
    public double RewardWaitShare { get; init; }

    /// <summary>Seconds of the rollout.</summary>
    public double RolloutSeconds { get; init; }

    /// <summary>Seconds of the update.</summary>
    public double UpdateSeconds { get; init; }

    /// <summary>Seconds of the step.</summary>
    public double Seconds { get; init; }
}
