namespace Rlar.Scoring.Rows;

/// <summary>The top-level keys that whoever reads rows looks at: what a table has beside them need not be read.</summary>
/// <param name="All">All of them.</param>
/// <param name="Completions">Those that hold completions. Where a format does not tell an empty text from no value, theirs is an empty text.</param>
public sealed record RowKeys(IReadOnlySet<string> All, IReadOnlySet<string> Completions)
{
    /// <summary>These and another column's.</summary>
    /// <param name="column">The column, "extra_info.index" where it is inside another; null for none.</param>
    internal RowKeys With(string? column) => column is null ? this : this with { All = new HashSet<string>(All) { column, column.Split('.')[0] } };
}
