namespace Rlar.Grpo.Rollouts;

/// <summary>A completion that is wanted.</summary>
/// <param name="Prompt">[T] its tokens, at least one. Requests with the same array share the work of the prompt.</param>
/// <param name="Seed">Decides every draw of it, with nothing else: whatever stands beside it in the batch, and at any number of threads.</param>
public readonly record struct RolloutRequest(int[] Prompt, ulong Seed);
