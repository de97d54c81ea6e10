namespace Rlar.Scoring.Rows;

/// <summary>What to do about an unfinished output of an earlier run.</summary>
public enum OutputMode
{
    /// <summary>Refuse to start where there is one.</summary>
    New,

    /// <summary>Go on after its last whole row; start from the first row where there is none.</summary>
    Resume,

    /// <summary>Throw it away.</summary>
    Restart,
}
