namespace Rlar.Grpo.Training;

/// <summary>What a step's completions teach.</summary>
/// <param name="Rows">Those that teach, group after group.</param>
/// <param name="Others">All other completions, so that a step in which nothing teaches can be measured all the same.</param>
/// <param name="ByCompletion">[groups][G] advantage of each completion, the mean over its tokens; null where it was not scored.</param>
internal sealed record AdvantagesOfStep(IReadOnlyList<LearningRow> Rows, IReadOnlyList<LearningRow> Others, IReadOnlyList<double?[]> ByCompletion);
