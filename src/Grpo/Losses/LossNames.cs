using Rlar.Kernels.Losses;

namespace Rlar.Grpo.Losses;

/// <summary>The names under which losses and their parts are asked for in a recipe, each with the numbers of its paper or of the trainer that has it.</summary>
public static class LossNames
{
    // verl's bound of a log-ratio before the exponential, for the losses that are verl's.
    private const double MaxLogRatio = 20;

    private static readonly PolicyLossOptions s_clipped = new() { Objective = new ClippedObjective() };

    /// <summary>Losses by name, in the order in which they are listed.</summary>
    public static IReadOnlyDictionary<string, LossOptions> Losses { get; } = new Dictionary<string, LossOptions>
    {
        ["grpo"] = new() { Policy = s_clipped },
        ["dr_grpo"] = new() { Policy = s_clipped, Aggregation = new() { Mode = AggregationMode.SequenceMeanTokenSumNorm, CountsEmpty = true } },
        ["bnpo"] = new() { Policy = s_clipped, Aggregation = LossAggregation.Dapo },
        ["dapo"] = new() { Policy = new() { Objective = new ClippedObjective { High = 0.28 } }, Aggregation = LossAggregation.Dapo },
        ["gspo"] = new() { Policy = BySequence(RatioLevel.Sequence) },
        ["gspo_token"] = new() { Policy = BySequence(RatioLevel.SequenceByToken) },
        ["cispo"] = new() { Policy = new() { Objective = new CispoObjective() }, Aggregation = LossAggregation.Dapo },
        ["sapo"] = new() { Policy = new() { Objective = new SapoObjective() } },

        // The paper's bounds are not known here; a sequence's ratio moves as GSPO's does.
        ["luspo"] = new()
        {
            Policy = BySequence(RatioLevel.Sequence),
            Aggregation = new() { Mode = AggregationMode.SequenceMeanTokenSum, CountsEmpty = true },
        },
        ["vespo"] = new() { Policy = new() { Objective = new VespoObjective() }, Aggregation = LossAggregation.Dapo },
        ["gmpo"] = new() { Policy = new() { Objective = new GeometricMeanObjective() } },
        ["dppo_tv"] = new() { Policy = Kept(new DppoObjective()), Aggregation = LossAggregation.Dapo },
        ["dppo_kl"] = new() { Policy = Kept(new DppoObjective { Divergence = DppoDivergence.KullbackLeibler }), Aggregation = LossAggregation.Dapo },
        ["kl_cov"] = new() { Policy = new() { Objective = new KlCovarianceObjective() }, Aggregation = LossAggregation.Dapo, Covariance = new() },
        ["clip_cov"] = new() { Policy = s_clipped, Aggregation = LossAggregation.Dapo, Covariance = new() },
        ["dro"] = new() { Policy = new() { Objective = new DroObjective() }, Aggregation = LossAggregation.Dapo },
        ["reinforce"] = new() { Policy = new() { Objective = new PolicyGradientObjective() }, Aggregation = LossAggregation.Dapo },
    };

    /// <summary>Supervised: the mean over tokens of -logp; the advantages of its rows are 1 (<see cref="MinibatchRows{T}.Supervised"/>).</summary>
    public static LossOptions Supervised { get; } = new() { Policy = new() { Objective = new PolicyGradientObjective() }, Aggregation = LossAggregation.Dapo };

    /// <summary>KL estimators by name; the coefficient is the recipe's. With + the gradient is that of k2. low_var_kl is k3 as verl bounds it.</summary>
    public static IReadOnlyDictionary<string, KlPenalty> Kl { get; } = new Dictionary<string, KlPenalty>
    {
        ["k1"] = new() { Estimator = KlEstimator.K1 },
        ["k2"] = new() { Estimator = KlEstimator.K2 },
        ["k3"] = new() { Estimator = KlEstimator.K3 },
        ["abs"] = new() { Estimator = KlEstimator.Absolute },
        ["low_var_kl"] = Bounded(),
        ["k1+"] = new() { Estimator = KlEstimator.K1, GradientOfK2 = true },
        ["k3+"] = new() { Estimator = KlEstimator.K3, GradientOfK2 = true },
        ["abs+"] = new() { Estimator = KlEstimator.Absolute, GradientOfK2 = true },
        ["low_var_kl+"] = Bounded() with { GradientOfK2 = true },
    };

    /// <summary>Aggregations by verl's names. A sequence whose tokens are all masked is counted by the losses that count it, not by these.</summary>
    public static IReadOnlyDictionary<string, AggregationMode> Aggregations { get; } = new Dictionary<string, AggregationMode>
    {
        ["token-mean"] = AggregationMode.TokenMean,
        ["token-sum"] = AggregationMode.TokenSum,
        ["seq-mean-token-mean"] = AggregationMode.SequenceMeanTokenMean,
        ["seq-mean-token-sum"] = AggregationMode.SequenceMeanTokenSum,
        ["seq-mean-token-sum-norm"] = AggregationMode.SequenceMeanTokenSumNorm,
    };

    /// <summary>Corrections of rollouts by name: truncated and masked importance sampling, by token or sequence, and IcePop.</summary>
    public static IReadOnlyDictionary<string, RolloutCorrection> Corrections { get; } = new Dictionary<string, RolloutCorrection>
    {
        ["tis"] = new(),
        ["tis-sequence"] = new() { Level = CorrectionLevel.Sequence },
        ["mis"] = new() { Level = CorrectionLevel.Sequence, Mode = CorrectionMode.Drop, High = 3 },
        ["mis-token"] = new() { Mode = CorrectionMode.Drop, High = 3 },
        ["icepop"] = new() { Mode = CorrectionMode.Drop, Low = 0.5, High = 5 },
    };

    /// <summary>A loss by its name, for completions of a length.</summary>
    /// <param name="name">One of <see cref="Losses"/>.</param>
    /// <param name="maxTokens">The longest that a completion may be, at least 1: what dr_grpo divides by.</param>
    /// <exception cref="TrainingException">An unknown name.</exception>
    public static LossOptions Of(string name, int maxTokens)
    {
        if (!Losses.TryGetValue(name, out var loss))
            throw new TrainingException($"loss '{name}' is not known; it is one of {string.Join(", ", Losses.Keys)}.");
        return loss with { Aggregation = WithLength(loss.Aggregation, maxTokens) };
    }

    /// <summary>An aggregation in place of a loss's own.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="name">One of <see cref="Aggregations"/>.</param>
    /// <param name="maxTokens">What seq-mean-token-sum-norm divides by, at least 1.</param>
    /// <exception cref="TrainingException">An unknown name.</exception>
    public static LossOptions WithAggregation(LossOptions loss, string name, int maxTokens)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (!Aggregations.TryGetValue(name, out var mode))
            throw new TrainingException($"aggregation '{name}' is not known; it is one of {string.Join(", ", Aggregations.Keys)}.");
        return loss with { Aggregation = WithLength(loss.Aggregation with { Mode = mode }, maxTokens) };
    }

    private static LossAggregation WithLength(LossAggregation aggregation, int maxTokens) =>
        aggregation.Mode == AggregationMode.SequenceMeanTokenSumNorm ? aggregation with { TokenNormalizer = maxTokens } : aggregation;

    // GSPO, arXiv 2507.18071 section 5.1.
    private static PolicyLossOptions BySequence(RatioLevel level) =>
        new() { Objective = new ClippedObjective { Low = 3e-4, High = 4e-4 }, RatioLevel = level };

    private static PolicyLossOptions Kept(PolicyObjective objective) =>
        new() { Objective = objective, MinLogRatio = -MaxLogRatio, MaxLogRatio = MaxLogRatio };

    private static KlPenalty Bounded() => new() { Estimator = KlEstimator.K3, LogRatioLimit = MaxLogRatio, ValueLimit = 10 };
}
