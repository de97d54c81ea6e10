namespace Rlar.Scoring.Rows;

/// <summary>Where a row keeps its completions.</summary>
internal enum CompletionSource
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>In a column of completions.</summary>
    Column,

    /// <summary>At the end of the conversation that the prompt is the beginning of.</summary>
    Chat,

    /// <summary>In chosen and rejected.</summary>
    Pair,
}
