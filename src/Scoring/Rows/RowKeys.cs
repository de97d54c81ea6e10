namespace Rlar.Scoring.Rows;

/// <summary>The top-level keys that whoever reads rows looks at: what a table has beside them need not be read.</summary>
/// <param name="All">All of them.</param>
/// <param name="Completions">Those that hold completions. Where a format does not tell an empty text from no value, theirs is an empty text.</param>
public sealed record RowKeys(IReadOnlySet<string> All, IReadOnlySet<string> Completions);
