namespace Rlar.Kernels.Shaping;

/// <summary>What a completion's length costs where its prompt is solved often. A maximum that is null leaves its term out.</summary>
public sealed record PassRateLengthOptions
{
    /// <summary>prime-rl's weights, and no maximum.</summary>
    public static PassRateLengthOptions Default { get; } = new();

    /// <summary>Tokens of an answer that cost <see cref="OutputWeight"/> in full: at least 1, or null (default).</summary>
    public int? MaxOutput { get; init => field = value is { } given ? KernelChecks.AtLeast(given, 1, nameof(MaxOutput)) : null; }

    /// <summary>Tokens that came back from tools and cost <see cref="InputWeight"/> in full: at least 1, or null (default).</summary>
    public int? MaxInput { get; init => field = value is { } given ? KernelChecks.AtLeast(given, 1, nameof(MaxInput)) : null; }

    /// <summary>Turns that cost <see cref="TurnWeight"/> in full: at least 1, or null (default).</summary>
    public int? MaxTurns { get; init => field = value is { } given ? KernelChecks.AtLeast(given, 1, nameof(MaxTurns)) : null; }

    /// <summary>At least 0, default 0.25.</summary>
    public double OutputWeight { get; init => field = KernelChecks.Between(value, 0, KernelChecks.Limit, nameof(OutputWeight)); } = 0.25;

    /// <summary>At least 0, default 0.1.</summary>
    public double InputWeight { get; init => field = KernelChecks.Between(value, 0, KernelChecks.Limit, nameof(InputWeight)); } = 0.1;

    /// <summary>At least 0, default 0.1.</summary>
    public double TurnWeight { get; init => field = KernelChecks.Between(value, 0, KernelChecks.Limit, nameof(TurnWeight)); } = 0.1;
}
