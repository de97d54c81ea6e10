namespace Rlar.Rewards.Metrics.Ter;

/// <summary>The settings of TER. Defaults are sacrebleu's.</summary>
public sealed record TerOptions
{
    /// <summary>sacrebleu's defaults.</summary>
    public static TerOptions Default { get; } = new();

    /// <summary>Whether punctuation is cut off words and escaped characters are read, as tercom's normaliser does. Default false.</summary>
    public bool Normalized { get; init; }

    /// <summary>Whether punctuation is removed. Default false.</summary>
    public bool NoPunctuation { get; init; }

    /// <summary>Whether <see cref="Normalized"/> and <see cref="NoPunctuation"/> extend to Chinese and Japanese. Default false.</summary>
    public bool AsianSupport { get; init; }

    /// <summary>Whether case counts. Default false.</summary>
    public bool CaseSensitive { get; init; }
}
