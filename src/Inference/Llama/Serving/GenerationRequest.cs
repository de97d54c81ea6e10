namespace Rlar.Inference.Llama.Serving;

/// <summary>What is to be continued, and how.</summary>
/// <param name="Prompt">The tokens before; at least one.</param>
/// <param name="Sampling">How tokens are chosen, and when to stop.</param>
/// <param name="Timeout">The longest it may take, the wait in the queue with it, up to 30 days; null for no limit.</param>
public sealed record GenerationRequest(IReadOnlyList<int> Prompt, SamplingOptions Sampling, TimeSpan? Timeout = null);
