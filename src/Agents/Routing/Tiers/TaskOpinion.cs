namespace Rlar.Agents.Routing.Tiers;

/// <summary>What a classifier of prompts says.</summary>
/// <param name="Label">The task's label; null: it abstains.</param>
/// <param name="Confidence">The probability of the label, calibrated: of the prompts with about this confidence about this share has it. 0.0 to 1.0.</param>
/// <param name="Why">What it went by, or why it abstains, a clause.</param>
public readonly record struct TaskOpinion(string? Label, double Confidence, string Why);
