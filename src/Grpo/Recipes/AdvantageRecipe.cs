using Rlar.Grpo.Advantages;
using Rlar.Kernels;

namespace Rlar.Grpo.Recipes;

/// <summary>How a recipe's rewards become advantages.</summary>
internal static class AdvantageRecipe
{
    // What these need, a training step does not have: rewards by step, roles, squared probabilities of the whole vocabulary.
    private static readonly AdvantageEstimator[] s_needMore =
    [
        AdvantageEstimator.StepLevel, AdvantageEstimator.RoleAverage, AdvantageEstimator.Hierarchical, AdvantageEstimator.OptimalTokenBaseline,
        AdvantageEstimator.OwnTokenBaseline,
    ];

    private const ShapingInputs Known = ShapingInputs.Lengths | ShapingInputs.Components | ShapingInputs.Tokens | ShapingInputs.Truncated;

    /// <summary>The estimators that a training step has everything for.</summary>
    internal static IEnumerable<string> Estimators { get; } =
        [.. AdvantageNames.Estimators.Where(estimator => !s_needMore.Contains(estimator.Value)).Select(estimator => estimator.Key)];

    /// <summary>The options.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="kernels">What computes shaping steps.</param>
    /// <exception cref="TrainingException">A shaping step that does not exist, or needs what a training step does not have.</exception>
    internal static AdvantageOptions Read(Recipe recipe, ShapingKernels kernels)
    {
        var preset = recipe.Get(RecipeKeys.Preset);
        var estimator = AdvantageNames.Estimators[recipe.Get(RecipeKeys.Estimator)];
        var weights = recipe.Get(RecipeKeys.ComponentWeights);
        if (weights.Count > 0 && recipe.Get(RecipeKeys.Components) != "tools")
            throw new TrainingException("advantages.weights weighs rewards by tool: write advantages.of: tools, too.");
        if (estimator == AdvantageEstimator.ReMax && (recipe.Get(RecipeKeys.Shaping).Count > 0 || recipe.Get(RecipeKeys.Components) == "tools"))
            throw new TrainingException(
                "advantages.estimator: remax compares with the reward of the likeliest completion as it stands; leave out advantages.shaping and "
                + "advantages.of: tools.");
        return new AdvantageOptions
        {
            Estimator = estimator == AdvantageEstimator.Grpo ? AdvantageNames.GrpoOf.GetValueOrDefault(preset, estimator) : estimator,
            Convention = AdvantageNames.Presets[preset],
            // TRL's own rule counts a missing reward as 0; here what was not scored leaves the group, whoever's conventions hold.
            MissingComponent = MissingComponent.Unscored,
            Weights = weights,
            Gamma = recipe.Get(RecipeKeys.Gamma),
            Shaping = [.. recipe.Get(RecipeKeys.Shaping).Select(text => Step(text, kernels))],
        };
    }

    private static IRewardShaping Step(string text, ShapingKernels kernels)
    {
        try
        {
            var step = ShapingNames.Parse(text, kernels);
            return (step.Needs & ~Known) == ShapingInputs.None
                ? step
                : throw new TrainingException($"advantages.shaping: {step.Name} needs {step.Needs & ~Known}, which a training step does not have.");
        }
        catch (KernelException error)
        {
            throw new TrainingException($"advantages.shaping: {error.Message}", error);
        }
    }
}
