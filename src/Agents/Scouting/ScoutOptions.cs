namespace Rlar.Agents.Scouting;

/// <summary>How far a search goes.</summary>
public sealed record ScoutOptions
{
    private readonly int _mostCandidates = 100;
    private readonly int _mostTried = 5;

    /// <summary>The most models that are looked at of one source, 1 to 10,000. Default 100.</summary>
    /// <exception cref="ScoutException">It is out of range.</exception>
    public int MostCandidates
    {
        get => _mostCandidates;
        init => _mostCandidates = value is >= 1 and <= 10_000 ? value
            : throw new ScoutException($"1 to 10,000 models of a source can be looked at, not {value}.");
    }

    /// <summary>The most models that are fetched and measured, in the order of their claims, 1 to 100. Default 5.</summary>
    /// <exception cref="ScoutException">It is out of range.</exception>
    public int MostTried
    {
        get => _mostTried;
        init => _mostTried = value is >= 1 and <= 100 ? value : throw new ScoutException($"1 to 100 models can be tried, not {value}.");
    }

    /// <summary>How probes are measured.</summary>
    public MeasureOptions Measure { get; init; } = new();
}
