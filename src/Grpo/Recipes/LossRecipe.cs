using Rlar.Grpo.Losses;

namespace Rlar.Grpo.Recipes;

/// <summary>What a recipe says of the loss.</summary>
internal static class LossRecipe
{
    /// <summary>The loss.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="isExact">Whether the sampler's log-probabilities are the trainer's own, so that nothing has to be made up for.</param>
    /// <exception cref="TrainingException">A bound that the loss does not have.</exception>
    internal static LossOptions Read(Recipe recipe, bool isExact)
    {
        var longest = recipe.Get(RecipeKeys.MaxTokens);
        var loss = LossNames.Of(recipe.Get(RecipeKeys.Loss), longest);
        if (recipe.Get(RecipeKeys.Aggregation) is not "own" and var aggregation)
            loss = LossNames.WithAggregation(loss, aggregation, longest);
        var low = recipe.Get(RecipeKeys.Low) is >= 0 and var below ? below : (double?)null;
        loss = new LossBounds
        {
            Low = low,
            High = recipe.Get(RecipeKeys.High) is >= 0 and var above ? above : low,
            DualClip = Set(recipe.Get(RecipeKeys.DualClip)),
            RatioCap = Set(recipe.Get(RecipeKeys.RatioCap)),
        }.Bound(loss);
        return loss with
        {
            Policy = loss.Policy with
            {
                Kl = NeedsReference(recipe) ? LossNames.Kl[recipe.Get(RecipeKeys.Kl)] with { Coefficient = recipe.Get(RecipeKeys.Beta) } : null,
                EntropyCoefficient = recipe.Get(RecipeKeys.Entropy),
            },
            TopEntropyShare = recipe.Get(RecipeKeys.TopEntropy),
            Correction = recipe.Get(RecipeKeys.Correction) switch
            {
                "none" => null,
                "auto" => isExact ? null : LossNames.Corrections["tis"],
                var name => LossNames.Corrections[name],
            },
            OffPolicyThreshold = Set(recipe.Get(RecipeKeys.OffPolicy)),
        };
    }

    /// <summary>Whether the policy of the start is compared with.</summary>
    internal static bool NeedsReference(Recipe recipe) => recipe.Get(RecipeKeys.Beta) > 0;

    private static double? Set(double value) => value > 0 ? value : null;
}
