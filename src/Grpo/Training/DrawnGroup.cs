using Rlar.Grpo.Rollouts;

namespace Rlar.Grpo.Training;

/// <summary>The completions that were drawn for a row.</summary>
/// <param name="Draw">Which row, and when.</param>
/// <param name="Prompt">[T] the prompt's tokens.</param>
/// <param name="Rollouts">[G] the completions, in the order of their requests.</param>
/// <param name="Greedy">The completion of likeliest tokens, whose reward they are compared with and which is not learnt from; null: none is asked for.</param>
internal sealed record DrawnGroup(PromptDraw Draw, int[] Prompt, IReadOnlyList<Rollout> Rollouts, Rollout? Greedy = null);
