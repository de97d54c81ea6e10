namespace Rlar.Grpo.Rollouts.Decoding;

/// <summary>A prompt that was computed.</summary>
/// <param name="Cache">Its keys and values.</param>
/// <param name="Logits">[V] what the policy gives after it.</param>
internal sealed record PromptState(KeyValueCache Cache, float[] Logits);
