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

    /// <summary>Go on as <see cref="Resume"/> does, and where the output was complete, score the rows that the input has more since.</summary>
    Extend,

    /// <summary>Go on as <see cref="Resume"/> does, then score again those completions of the finished output whose scoring failed.</summary>
    RetryFailed,
}
