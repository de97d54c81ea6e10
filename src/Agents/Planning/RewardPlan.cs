namespace Rlar.Agents.Planning;

/// <summary>How the answers of a task can be rewarded.</summary>
/// <param name="Task">The task's label.</param>
/// <param name="Choices">Three to five ways, usable ones first, then by trust.</param>
/// <param name="Steps">The task's requirements in order, each with a route; at least one.</param>
/// <param name="Author">"rules", or the model that wrote the steps.</param>
/// <param name="Note">What a reader should know: why a model's plan was not taken. Null where there is nothing.</param>
public sealed record RewardPlan(string Task, IReadOnlyList<RewardChoice> Choices, IReadOnlyList<PlanStep> Steps, string Author, string? Note);
