using Rlar.Grpo.Optimizer;

namespace Rlar.Grpo.Recipes;

/// <summary>What a recipe says of the optimiser.</summary>
internal static class OptimizerRecipe
{
    /// <summary>The constants of AdamW.</summary>
    internal static AdamWOptions AdamW(Recipe recipe) => new()
    {
        Beta1 = recipe.Get(RecipeKeys.Betas)[0],
        Beta2 = recipe.Get(RecipeKeys.Betas)[1],
        Epsilon = recipe.Get(RecipeKeys.OptimizerEpsilon),
        WeightDecay = recipe.Get(RecipeKeys.WeightDecay),
    };

    /// <summary>The greatest norm of a gradient; null: no clip.</summary>
    internal static double? Clip(Recipe recipe) => recipe.Get(RecipeKeys.Clip) is > 0 and var bound ? bound : null;

    /// <summary>The learning rate by step of GRPO.</summary>
    internal static LearningRateSchedule Schedule(Recipe recipe) => new()
    {
        Peak = recipe.Get(RecipeKeys.LearningRate),
        Shape = Enum.Parse<LearningRateShape>(recipe.Get(RecipeKeys.Schedule), ignoreCase: true),
        WarmUpSteps = recipe.Get(RecipeKeys.Rise),
        Steps = Math.Max(1, recipe.Get(RecipeKeys.Fall) is > 0 and var steps ? steps : recipe.Get(RecipeKeys.Steps)),
        FinalShare = recipe.Get(RecipeKeys.FinalShare),
    };

    /// <summary>Whether the rate of a step depends on how many steps there are: such a run cannot be given more of them.</summary>
    internal static bool DependsOnSteps(Recipe recipe) => recipe.Get(RecipeKeys.Schedule) != "constant" && recipe.Get(RecipeKeys.Fall) == 0;
}
