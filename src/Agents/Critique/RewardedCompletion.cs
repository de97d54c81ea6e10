namespace Rlar.Agents.Critique;

/// <summary>A completion and what it was rewarded with.</summary>
/// <param name="Query">What was asked.</param>
/// <param name="Completion">The whole completion.</param>
/// <param name="Reward">Its reward, 0.0 to 1.0.</param>
/// <param name="IsRight">Whether it is right; null where nobody said.</param>
public sealed record RewardedCompletion(Query Query, string Completion, double Reward, bool? IsRight = null);
