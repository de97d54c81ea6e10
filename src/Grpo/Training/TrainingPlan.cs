using Rlar.Grpo.Recipes;

namespace Rlar.Grpo.Training;

/// <summary>Which steps a run has, and what is done after which. Steps are numbered through, those of the warm-up first.</summary>
/// <param name="WarmUp">Steps of the warm-up.</param>
/// <param name="Grpo">Steps of GRPO.</param>
/// <param name="EvaluateEvery">Steps between two evaluations; 0: only at the ends. Null: there is nothing to evaluate on.</param>
/// <param name="KeepEvery">Steps between two checkpoints; 0: only at the end.</param>
/// <param name="SampleEvery">Steps between two that samples are kept of; 0: none.</param>
internal sealed record TrainingPlan(int WarmUp, int Grpo, int? EvaluateEvery, int KeepEvery, int SampleEvery)
{
    /// <summary>The last step.</summary>
    internal int Last => WarmUp + Grpo;

    /// <summary>Reads it off a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="hasHeldOut">Whether there are rows to evaluate on.</param>
    internal static TrainingPlan Of(Recipe recipe, bool hasHeldOut) => new(
        recipe.Get(RecipeKeys.SftSteps),
        recipe.Get(RecipeKeys.Steps),
        hasHeldOut ? recipe.Get(RecipeKeys.EvaluateEvery) : null,
        recipe.Get(RecipeKeys.CheckpointEvery),
        recipe.Get(RecipeKeys.SampleEvery));

    /// <summary>The step after so many.</summary>
    internal StepPlace After(int done) => new(done + 1, done < WarmUp ? done + 1 : done + 1 - WarmUp, done + 1 == Last);

    /// <summary>Whether a step is one of the warm-up.</summary>
    internal bool IsWarmUp(StepPlace step) => step.Step <= WarmUp;

    /// <summary>Whether the policy is evaluated after so many steps.</summary>
    internal bool IsEvaluated(int done) => EvaluateEvery is { } every && (done == 0 || done == WarmUp || done == Last || Every(done, every));

    /// <summary>Whether there is a checkpoint after so many steps.</summary>
    internal bool IsKept(int done) => done == Last || Every(done, KeepEvery);

    /// <summary>Whether completions of a step are kept.</summary>
    internal bool IsSampled(int step) => Every(step, SampleEvery);

    /// <summary>The step of GRPO whose weights of rewards hold after so many steps.</summary>
    internal int RewardStep(int done) => Math.Max(1, done - WarmUp);

    private static bool Every(int step, int every) => every > 0 && step % every == 0;
}
