namespace Rlar.Server.Wire;

/// <summary>What a client may send, and how long it may take.</summary>
public sealed record ServerLimits
{
    /// <summary>Bytes of a body, after which the request is refused with 413. Default 64 MiB.</summary>
    public long BodyBytes { get; init; } = 64L << 20;

    /// <summary>Bytes of one line of a stream. Default 64 MiB.</summary>
    public int LineBytes { get; init; } = 64 << 20;

    /// <summary>Completions of one group. Default 4,096.</summary>
    public int Completions { get; init; } = 4096;

    /// <summary>Connections at a time. Default 10,000.</summary>
    public long Connections { get; init; } = 10_000;

    /// <summary>How long an answer may take where a request does not say. Default 120 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(120);
}
