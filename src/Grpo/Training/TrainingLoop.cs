using Rlar.Grpo.Advantages;
using Rlar.Grpo.Recipes;
using Rlar.Kernels.Cpu;

namespace Rlar.Grpo.Training;

/// <summary>The parts of a run, put together as its recipe says.</summary>
internal sealed class TrainingLoop : IDisposable
{
    // The policy's lanes ask for slopes, each for its own rows: no threads of the kernels' own.
    private readonly CpuBackend _kernels = new(new CpuOptions { Threads = 1 });
    private readonly SftStep? _sft;
    private readonly GrpoStep _grpo;
    private readonly List<RewardPhase> _rewards = [];

    /// <summary>Puts them together.</summary>
    /// <exception cref="TrainingException">The recipe asks for what does not go together, or for what the rows do not have.</exception>
    internal TrainingLoop(Recipe recipe, TrainerParts parts)
    {
        if (parts.Rows.Count == 0)
            throw new TrainingException("data: there are no rows to train on.");
        var seed = (ulong)recipe.Get(RecipeKeys.Seed);
        var prompts = new PromptTokens(parts.Rows, parts.Text);
        Plan = TrainingPlan.Of(recipe, parts.HeldOut.Count > 0);
        Update = new WeightUpdate(parts.Policy, OptimizerRecipe.AdamW(recipe), OptimizerRecipe.Clip(recipe));
        var losses = new CpuPolicyLosses<float>(_kernels);
        _sft = Plan.WarmUp == 0 ? null : new SftStep(
            parts.Policy, parts.Text, prompts, Update, losses,
            new SftOptions(recipe.Get(RecipeKeys.SftBatch), recipe.Get(RecipeKeys.SftLearningRate), seed), parts.Clock);

        var drawing = RolloutRecipe.Read(recipe);
        var rewards = Rewards(parts.Reward, parts.Rows);
        var estimator = AdvantageRecipe.Read(recipe, parts.Advantages.Shaping);
        _grpo = new GrpoStep(
            new ExperiencePhase(
                new PromptSource(parts.Rows.Count, seed),
                new RolloutPhase(
                    parts.Engine, prompts, drawing, recipe.Get(RecipeKeys.Group), seed, estimator.Estimator == AdvantageEstimator.ReMax, parts.BeforeRollouts),
                rewards,
                new ExperienceOptions
                {
                    Batch = recipe.Get(RecipeKeys.Batch),
                    Rounds = recipe.Get(RecipeKeys.SamplingRounds),
                    DrawsAhead = recipe.Get(RecipeKeys.Staleness) == 1,
                },
                parts.Clock),
            new AdvantagePhase(parts.Advantages.Compute(estimator), new AdvantagePhaseOptions
            {
                ByTool = recipe.Get(RecipeKeys.Components) == "tools",
                Gate = recipe.Get(RecipeKeys.Gate),
                MasksTruncated = recipe.Get(RecipeKeys.MaskTruncated),
                ShuffleSeed = recipe.Get(RecipeKeys.Shuffle) ? seed : null,
            }),
            new UpdatePhase(
                parts.Policy, Update, losses, LossRecipe.Read(recipe, isExact: true), OptimizerRecipe.Schedule(recipe),
                new UpdateOptions
                {
                    IsExact = parts.Engine.IsExact,
                    InexactLoss = LossRecipe.Read(recipe, isExact: false),
                    Minibatch = recipe.Get(RecipeKeys.Minibatch),
                    Epochs = recipe.Get(RecipeKeys.Epochs),
                    KlEvery = recipe.Get(RecipeKeys.KlEvery),
                    Seed = seed,
                }),
            new DifficultyPools(recipe.Get(RecipeKeys.EasyAt), recipe.Get(RecipeKeys.HardAt), recipe.Get(RecipeKeys.Rest)),
            [.. estimator.Shaping.OfType<IRunningShaping>()],
            parts.Rows,
            parts.Clock);

        var heldOut = new PromptTokens(parts.HeldOut, parts.Text);
        Evaluation = parts.HeldOut.Count == 0 ? null : new EvaluationPhase(
            new RolloutPhase(parts.Engine, heldOut, drawing, recipe.Get(RecipeKeys.EvaluateCompletions), seed, drawsGreedy: false, parts.BeforeRollouts),
            Rewards(parts.Reward, parts.HeldOut),
            parts.HeldOutReward is { } unseen ? Rewards(unseen, parts.HeldOut) : null,
            parts.HeldOut);
    }

    /// <summary>Which steps there are.</summary>
    internal TrainingPlan Plan { get; }

    /// <summary>What changes the weights.</summary>
    internal WeightUpdate Update { get; }

    /// <summary>What evaluates; null where there is nothing to evaluate on.</summary>
    internal EvaluationPhase? Evaluation { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _kernels.Dispose();
        foreach (var rewards in _rewards)
            rewards.Dispose();
    }

    /// <summary>Does a step.</summary>
    internal async Task<StepOutcome> StepAsync(StepPlace at, LoopState state, CancellationToken cancellationToken)
    {
        if (Plan.IsWarmUp(at))
            return _sft!.Run(at, state, cancellationToken);
        if (at.OfPhase == 1)
            Update.Forget();
        return await _grpo.RunAsync(at, state, cancellationToken);
    }

    private RewardPhase Rewards(ITrainingReward reward, IReadOnlyList<Query> rows)
    {
        var phase = new RewardPhase(reward, rows);
        _rewards.Add(phase);
        return phase;
    }
}
