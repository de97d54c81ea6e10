namespace Rlar.Grpo.Training;

/// <summary>One line of evaluations.jsonl: the policy on rows that it is not trained on.</summary>
/// <param name="Step">The training step after which it was made; 0: before training.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Completions">Completions drawn.</param>
/// <param name="Reward">Mean combined reward of those scored, or null.</param>
/// <param name="RewardStd">Its standard deviation over completions, or null.</param>
/// <param name="ToolReward">Mean by tool, those included that are not trained on (held-out tools).</param>
/// <param name="HeldOutTools">Names of the tools that are not trained on.</param>
/// <param name="Length">Mean tokens.</param>
/// <param name="Truncated">Share cut off, between 0 and 1.</param>
/// <param name="DistinctShare">Share of completions unlike every other.</param>
public sealed record EvaluationRecord(
    int Step, int Rows, int Completions, double? Reward, double? RewardStd, IReadOnlyDictionary<string, double> ToolReward,
    IReadOnlyList<string> HeldOutTools, double Length, double Truncated, double DistinctShare);
