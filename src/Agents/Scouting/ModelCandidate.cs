using Rlar.Agents.Scouting.Cards;

namespace Rlar.Agents.Scouting;

/// <summary>A model that a source has, before anything of it was run.</summary>
public sealed record ModelCandidate
{
    /// <summary>Its name in its source, unique there.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of source.</summary>
    public required ModelSourceKind Source { get; init; }

    /// <summary>The file, folder or address, with the exact revision where the source has one.</summary>
    public required string Where { get; init; }

    /// <summary>The licence that its source or card names, as it is written there; null for none.</summary>
    public string? Licence { get; init; }

    /// <summary>Bytes to fetch, or of the file where it is here; null where the source does not say it.</summary>
    public long? Bytes { get; init; }

    /// <summary>What its files say that it is.</summary>
    public ModelShape Shape { get; init; } = ModelShape.Unknown;

    /// <summary>What its card claims.</summary>
    public CardFacts Card { get; init; } = CardFacts.None;

    /// <summary>Its files, those that are needed here.</summary>
    public IReadOnlyList<CandidateFile> Files { get; init; } = [];

    /// <summary>The model's file on this machine; null until it was fetched.</summary>
    public string? Path { get; init; }

    /// <summary>Why it cannot be had, a clause with what to do (a gate, terms to accept); null where nothing is known to stand before it.</summary>
    public string? Barrier { get; init; }
}
