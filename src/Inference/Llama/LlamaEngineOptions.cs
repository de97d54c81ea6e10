namespace Rlar.Inference.Llama;

/// <summary>The sizes of an engine.</summary>
public sealed record LlamaEngineOptions
{
    /// <summary>The context: how many sequences are generated side by side, and how many tokens they hold together. Default 8 sequences, 8192 tokens.</summary>
    public LlamaContextOptions Context { get; init; } = new() { ContextTokens = 8192, Sequences = 8 };

    /// <summary>How many requests wait at most; who asks beyond that waits before being queued. At least 1. Default 1024.</summary>
    public int QueueLength { get; init; } = 1024;

    /// <summary>The clock that deadlines go by. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
