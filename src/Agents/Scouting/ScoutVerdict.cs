namespace Rlar.Agents.Scouting;

/// <summary>How far a candidate came.</summary>
public enum ScoutVerdict
{
    /// <summary>The policy refuses its licence or size.</summary>
    Refused,

    /// <summary>It gives no single number for an answer, or nothing that runs here.</summary>
    NotScalar,

    /// <summary>It is ranked by its claims and was not tried: others come first, or there are no labelled rows to try it on.</summary>
    Ranked,

    /// <summary>Its files could not be had, or are not those that its source lists.</summary>
    NotFetched,

    /// <summary>No tool could be made of its files.</summary>
    NotIntegrated,

    /// <summary>The tool failed on probes.</summary>
    NotExecutable,

    /// <summary>There were too few probes to say anything.</summary>
    Undecided,

    /// <summary>Measured, and not above chance or not above length.</summary>
    NotBetter,

    /// <summary>Measured, above chance and above length.</summary>
    Passed,
}
