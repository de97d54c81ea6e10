namespace Rlar.Agents.Evolution;

/// <summary>How far a walk goes.</summary>
public sealed record EvolutionOptions
{
    private readonly int _mostSteps = 100;
    private readonly int _mostProbes = 40;

    /// <summary>How many times an author may be asked in all, 0 to 100,000; 0 only measures. Default 100.</summary>
    /// <exception cref="EvolutionException">It is out of range.</exception>
    public int MostSteps
    {
        get => _mostSteps;
        init => _mostSteps = value is >= 0 and <= 100_000 ? value : throw new EvolutionException($"0 to 100,000 steps can be taken, not {value}.");
    }

    /// <summary>The most labelled completions that an author is shown, and as many that the gate gets, 2 to 10,000. Default 40.</summary>
    /// <exception cref="EvolutionException">It is out of range.</exception>
    public int MostProbes
    {
        get => _mostProbes;
        init => _mostProbes = value is >= 2 and <= 10_000 ? value : throw new EvolutionException($"2 to 10,000 probes can be shown, not {value}.");
    }

    /// <summary>
    /// The least agreement with labels with which a task counts as covered, 0.0 to 1.0. Default 0.75: below, its tools order pairs little better than
    /// chance.
    /// </summary>
    public double LeastAgreement { get; init; } = 0.75;

    /// <summary>The least share of completions that must be scored for a task to count as covered, 0.0 to 1.0. Default 0.5.</summary>
    public double LeastScored { get; init; } = 0.5;
}
