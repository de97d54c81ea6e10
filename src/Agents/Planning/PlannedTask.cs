namespace Rlar.Agents.Planning;

/// <summary>A task to plan rewards for.</summary>
/// <param name="Label">Its label, at most three words: "mathematics", "code", "translation" …; others get what every task can have.</param>
/// <param name="Description">What an answer must do, in sentences.</param>
/// <param name="Carries">What its rows bring: references, tests, constraints, prompts; a model where one may be used.</param>
public sealed record PlannedTask(string Label, string Description, PlanNeeds Carries);
