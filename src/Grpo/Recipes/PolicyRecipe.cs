using Rlar.Grpo.Policy;

namespace Rlar.Grpo.Recipes;

/// <summary>What a recipe says of the policy.</summary>
internal static class PolicyRecipe
{
    /// <summary>How it is trained.</summary>
    internal static TorchPolicyOptions Read(Recipe recipe)
    {
        var targets = recipe.Get(RecipeKeys.LoraTargets);
        var lora = recipe.Get(RecipeKeys.LoraRank) is > 0 and var rank
            ? new LoraOptions { Rank = rank, Alpha = recipe.Get(RecipeKeys.LoraAlpha), Seed = (ulong)recipe.Get(RecipeKeys.Seed) }
            : null;
        return new TorchPolicyOptions
        {
            Lora = lora is null || targets.Count == 0 ? lora : lora with { Targets = targets },
            KeepsReference = LossRecipe.NeedsReference(recipe),
            Lanes = recipe.Get(RecipeKeys.Lanes) is > 0 and var lanes ? lanes : Environment.ProcessorCount,
            MicroBatchTokens = recipe.Get(RecipeKeys.MicroTokens),
        };
    }
}
