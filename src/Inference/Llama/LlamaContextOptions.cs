namespace Rlar.Inference.Llama;

/// <summary>The sizes and the precision of a context.</summary>
public sealed record LlamaContextOptions
{
    /// <summary>The most sequences that one context can hold.</summary>
    public const int MaxSequences = 256;

    // Below 64, and a multiple of the 4 rows that kernels take at a time.
    private const int MostOfOneKernel = 32;

    /// <summary>Tokens that all sequences together may hold, at least 1. Default 2048.</summary>
    public int ContextTokens { get; init; } = 2048;

    /// <summary>
    /// How the cells are divided; with <see cref="KvLayout.Streams"/> a sequence holds at most <see cref="ContextTokens"/> / <see cref="Sequences"/>,
    /// rounded up to 256. Default null: an engine takes streams where each can hold as many tokens as the model was trained on, and all else a pool.
    /// </summary>
    public KvLayout? Layout { get; init; }

    /// <summary>Tokens in one batch, at least 1 and cut to <see cref="ContextTokens"/>. Default 512.</summary>
    public int BatchTokens { get; init; } = 512;

    /// <summary>
    /// Tokens of a batch whose logits can be asked for, at least 1 and cut to <see cref="BatchTokens"/>; each takes 4 bytes for each token
    /// of the vocabulary. Default 512.
    /// </summary>
    public int Outputs { get; init; } = 512;

    /// <summary>Sequences side by side, 1 to 256. Default 1.</summary>
    public int Sequences { get; init; } = 1;

    /// <summary>
    /// Threads that compute, at least 1. Default 1. Those of one context wait for each other after every operation by spinning: with several, a machine that
    /// does anything else, too, computes at a tenth of the speed of one. Take more where the machine is idle, and no more than there are processors.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>How keys and values are kept. Default <see cref="KvPrecision.F16"/>.</summary>
    public KvPrecision Kv { get; init; } = KvPrecision.F16;

    /// <summary>Whether attention is fused. Default <see cref="FlashAttention.Auto"/>.</summary>
    public FlashAttention Attention { get; init; } = FlashAttention.Auto;

    /// <summary>LoRA adapters that the context computes with from its start. Default none.</summary>
    public IReadOnlyList<ScaledAdapter> Adapters { get; init; } = [];

    /// <summary>These options with everything that rounds turned off: 32-bit keys and values, attention not fused.</summary>
    public LlamaContextOptions Exact() => this with { Kv = KvPrecision.F32, Attention = FlashAttention.Off };

    /// <summary>
    /// These options with what gives a token the same bits whatever is computed beside it: fused attention over 16-bit keys and values, which looks at
    /// a token's own sequence alone; batches of fewer than the 64 tokens from which on that takes another kernel; one thread. An engine of several sequences
    /// wants <see cref="KvLayout.Streams"/> for that, too: in a pool a sequence's tokens lie where others left room, and are summed in that order.
    /// </summary>
    public LlamaContextOptions SameBits() => this with
    {
        Kv = KvPrecision.F16,
        Attention = FlashAttention.On,
        BatchTokens = Math.Min(BatchTokens, MostOfOneKernel),
        Threads = 1,
    };

    /// <summary>Does nothing where the sizes are possible.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ContextTokens, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchTokens, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Sequences, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Sequences, MaxSequences);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        // More than any machine has; beyond it the engine ends the process.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Threads, 512);
        if (!Enum.IsDefined(Kv) || !Enum.IsDefined(Attention) || (Layout is { } layout && !Enum.IsDefined(layout)))
            throw new ArgumentOutOfRangeException(nameof(Kv), "Kv, Attention or Layout is no value of its type.");
    }
}
