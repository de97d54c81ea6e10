namespace Rlar.Agents.Planning;

/// <summary>One requirement of a task, and what judges it.</summary>
/// <param name="Text">The requirement, in the description's words.</param>
/// <param name="Kind">What sort of reward judges it.</param>
/// <param name="Route">The tool: an id, a template as JSON, or the question for a judge.</param>
/// <param name="Why">Why this one.</param>
public sealed record PlanStep(string Text, RewardKind Kind, string Route, string Why);
