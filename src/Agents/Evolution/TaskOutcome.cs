namespace Rlar.Agents.Evolution;

/// <summary>What became of a task.</summary>
public enum TaskOutcome
{
    /// <summary>Its tools score and separate its completions: nothing was written.</summary>
    Covered,

    /// <summary>A tool was written for it and admitted.</summary>
    Admitted,

    /// <summary>No author's draft was admitted; the rows stay as they were.</summary>
    Unsolved,

    /// <summary>The steps were used up before its turn.</summary>
    OutOfSteps,
}
