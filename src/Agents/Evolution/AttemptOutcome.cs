namespace Rlar.Agents.Evolution;

/// <summary>How far an author's attempt came.</summary>
public enum AttemptOutcome
{
    /// <summary>The author had no draft.</summary>
    NotWritten,

    /// <summary>No tool could be made of the draft.</summary>
    NotMade,

    /// <summary>The critic refused it.</summary>
    Criticised,

    /// <summary>It gives the completions of every row one reward, so nothing could be learned by it.</summary>
    NotSeparating,

    /// <summary>The gate refused it.</summary>
    Refused,

    /// <summary>It is in the library.</summary>
    Admitted,
}
