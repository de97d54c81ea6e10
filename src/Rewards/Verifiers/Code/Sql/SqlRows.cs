using System.Globalization;
using System.Text.Json;

namespace Rlar.Rewards.Verifiers.Code.Sql;

/// <summary>The rows of a query. A cell is null, a number or text; blobs are their hexadecimal digits.</summary>
internal sealed class SqlRows
{
    private readonly object?[][] _rows;

    private SqlRows(object?[][] rows, string? error) => (_rows, Error) = (rows, error);

    /// <summary>Why there are none, or null.</summary>
    internal string? Error { get; }

    /// <summary>A query that gave no rows because it failed.</summary>
    internal static SqlRows Failed(string error) => new([], error);

    /// <summary>Rows as JSON has them.</summary>
    /// <exception cref="ToolException">A row is no array.</exception>
    internal static SqlRows Of(JsonElement rows) => new(
        [
            .. rows.EnumerateArray().Select(row => row.ValueKind == JsonValueKind.Array
                ? row.EnumerateArray().Select(Cell).ToArray()
                : throw new ToolException("tests.expected is an array of rows, each an array of cells")),
        ],
        null);

    /// <summary>How these rows differ from those expected, or null.</summary>
    /// <param name="expected">The rows expected.</param>
    /// <param name="isOrdered">Whether their order counts.</param>
    /// <param name="tolerance">Relative difference of numbers that are equal.</param>
    internal string? Difference(SqlRows expected, bool isOrdered, double tolerance)
    {
        if (_rows.Length != expected._rows.Length)
            return $"{_rows.Length} rows where {expected._rows.Length} are expected";
        if (_rows.Length > 0 && _rows[0].Length != expected._rows[0].Length)
            return $"{_rows[0].Length} columns where {expected._rows[0].Length} are expected";
        var (ours, theirs) = isOrdered ? (_rows, expected._rows) : (Sorted(_rows), Sorted(expected._rows));
        for (var i = 0; i < ours.Length; i++)
        {
            if (!AreEqual(ours[i], theirs[i], tolerance))
                return isOrdered ? $"row {i + 1} is {Told(ours[i])} and not {Told(theirs[i])}" : $"a row {Told(ours[i])} where {Told(theirs[i])} is expected";
        }

        return null;
    }

    private static object? Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => 1.0,
        JsonValueKind.False => 0.0,
        JsonValueKind.Number => value.TryGetInt64(out var whole) && Math.Abs(whole) > 1L << 53
            ? whole.ToString(CultureInfo.InvariantCulture)
            : value.GetDouble(),
        _ => value.ToString(),
    };

    /// <summary>In an order that puts equal rows at equal places: numbers that differ by rounding alone sort next to each other.</summary>
    private static object?[][] Sorted(object?[][] rows)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted, Compare);
        return sorted;
    }

    private static int Compare(object?[] one, object?[] other)
    {
        // First what has no rounding: rows that differ in text are not to be torn apart by a last digit of a number before it.
        for (var i = 0; i < Math.Min(one.Length, other.Length); i++)
        {
            if (string.CompareOrdinal(one[i] as string, other[i] as string) is not 0 and var byText)
                return byText;
            if ((one[i] is null).CompareTo(other[i] is null) is not 0 and var byNull)
                return byNull;
        }

        for (var i = 0; i < Math.Min(one.Length, other.Length); i++)
        {
            if (one[i] is double x && other[i] is double y && x.CompareTo(y) is not 0 and var byNumber)
                return byNumber;
        }

        return one.Length.CompareTo(other.Length);
    }

    private static bool AreEqual(object?[] one, object?[] other, double tolerance) =>
        one.Length == other.Length && !one.Where((cell, i) => !AreEqual(cell, other[i], tolerance)).Any();

    private static bool AreEqual(object? one, object? other, double tolerance) => (one, other) switch
    {
        (double x, double y) => x.Equals(y) || Math.Abs(x - y) <= tolerance * Math.Max(Math.Abs(x), Math.Abs(y)),
        _ => Equals(one, other),
    };

    private static string Told(object?[] row) =>
        Verdict.Quote(string.Join(", ", row.Select(cell => cell is null ? "NULL" : Convert.ToString(cell, CultureInfo.InvariantCulture))));
}
