namespace Rlar.Scoring.Rows;

/// <summary>What a row must hold and where.</summary>
public sealed record RowParserOptions
{
    /// <summary>Columns named by the user, which take the place of the aliases. Default none.</summary>
    public ColumnMap Columns { get; init; } = ColumnMap.None;

    /// <summary>Rows of another file whose columns complete those of the input, by id. Default null: none.</summary>
    public RowJoin? Join { get; init; }

    /// <summary>
    /// Whether a row without a prompt is refused; if not, its prompt has no messages. Default true. Labelled data for a tool that reads no
    /// prompt may do without.
    /// </summary>
    public bool PromptRequired { get; init; } = true;

    /// <summary>
    /// Whether a row without completions is refused; if not, it has none. Default true. Rows that a trainer samples from have none yet.
    /// </summary>
    public bool CompletionsRequired { get; init; } = true;
}
