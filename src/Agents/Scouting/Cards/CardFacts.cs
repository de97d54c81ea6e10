namespace Rlar.Agents.Scouting.Cards;

/// <summary>
/// A model card reduced to typed facts. A card is text that a stranger wrote: nothing of it goes further but these, and no text of it is ever shown to a
/// model that decides.
/// </summary>
public sealed record CardFacts
{
    /// <summary>No card.</summary>
    public static CardFacts None { get; } = new();

    /// <summary>The licence's id: small letters, digits and the signs of SPDX expressions, at most 60; null for none.</summary>
    public string? Licence { get; init; }

    /// <summary>Tags, tasks and libraries: each at most 60 small letters, digits and signs of names; at most 100.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Codes of languages, two or three letters; at most 100.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Names of data sets that it says it was trained on; at most 100.</summary>
    public IReadOnlyList<string> DataSets { get; init; } = [];

    /// <summary>The model that it says it was made from; null for none.</summary>
    public string? BaseModel { get; init; }

    /// <summary>The different words of its text in small letters, without those that say nothing, at most 2,000; of lines that warn, none.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The results that it claims on known benchmarks.</summary>
    public IReadOnlyList<ClaimedMetric> Metrics { get; init; } = [];

    /// <summary>What warns a reader, each kind once.</summary>
    public IReadOnlyList<CardFlag> Flags { get; init; } = [];
}
