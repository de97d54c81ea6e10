namespace Rlar.Grpo.Training;

/// <summary>What a step's completions teach.</summary>
/// <param name="Rows">Those that teach, group after group.</param>
/// <param name="ByCompletion">[groups][G] advantage of each completion, the mean over its tokens; null where it was not scored.</param>
internal sealed record AdvantagesOfStep(IReadOnlyList<LearningRow> Rows, IReadOnlyList<double?[]> ByCompletion);
