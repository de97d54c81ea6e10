namespace Rlar.Scoring.Rows;

/// <summary>Where a row stands, for errors about it.</summary>
/// <param name="File">The input's name.</param>
/// <param name="Line">One-based line number.</param>
internal readonly record struct RowPlace(string File, long Line)
{
    /// <summary>An error about one field.</summary>
    public InputException Refuse(string field, string reason, string remedy, Exception? inner = null) =>
        new(File, Line, field, reason, remedy, inner);

    /// <summary>An error about the row.</summary>
    public InputException RefuseRow(string reason, string remedy, Exception? inner = null) => new(File, Line, null, reason, remedy, inner);
}
