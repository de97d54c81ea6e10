namespace Rlar.Inference.Llama.Serving;

/// <summary>The sizes of an engine.</summary>
public sealed record LlamaEngineOptions
{
    /// <summary>The context: how many sequences are generated side by side, and how many tokens they hold together. Default 8 sequences, 8192 tokens.</summary>
    public LlamaContextOptions Context { get; init; } = new() { ContextTokens = 8192, Sequences = 8 };

    /// <summary>How many requests wait at most; who asks beyond that waits before being queued. At least 1. Default 1024.</summary>
    public int QueueLength { get; init; } = 1024;

    /// <summary>
    /// Whether a sequence that is over keeps its tokens until their room is needed, so that a later request that starts with 8 or more of them
    /// computes only the rest. A prompt in two parts is summed in another order than in one, so the bits of a request then depend on those before
    /// it. Default null: where there is more than one sequence.
    /// </summary>
    public bool? KeepsPrefixes { get; init; }

    /// <summary>The clock that deadlines go by. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether requests go on past the model's end, to their last token: for measurements.</summary>
    internal bool IgnoresEnd { get; init; }
}
