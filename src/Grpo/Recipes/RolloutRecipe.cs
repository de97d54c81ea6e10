using Rlar.Grpo.Rollouts;

namespace Rlar.Grpo.Recipes;

/// <summary>What a recipe says of drawing.</summary>
internal static class RolloutRecipe
{
    /// <summary>How completions are drawn.</summary>
    internal static RolloutOptions Read(Recipe recipe) => new()
    {
        MaxTokens = recipe.Get(RecipeKeys.MaxTokens),
        Temperature = recipe.Get(RecipeKeys.Temperature),
        TopK = recipe.Get(RecipeKeys.TopK),
        TopP = recipe.Get(RecipeKeys.TopP),
        MinP = recipe.Get(RecipeKeys.MinP),
        Stop = recipe.Get(RecipeKeys.Stop),
    };
}
