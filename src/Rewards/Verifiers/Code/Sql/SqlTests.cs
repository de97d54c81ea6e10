using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rlar.Rewards.Verifiers.Code.Sql;

/// <summary>A row's database and what a query on it should give.</summary>
/// <param name="Setup">The script that makes the database.</param>
/// <param name="Expected">The rows, or null where a reference query gives them.</param>
/// <param name="Query">The reference query, or null.</param>
/// <param name="IsOrdered">Whether the order of rows counts.</param>
internal sealed partial record SqlTests(string Setup, SqlRows? Expected, string? Query, bool IsOrdered)
{
    /// <summary>Reads a row's tests.</summary>
    /// <exception cref="ToolException">They name no database, or nothing that is expected.</exception>
    internal static SqlTests Read(Query query)
    {
        if (query.Tests is not { ValueKind: JsonValueKind.Object } tests || Text(tests, "setup") is not { } setup)
            throw new ToolException("tests.setup is missing: the SQL script that makes the database");
        var rows = tests.TryGetProperty("expected", out var expected) && expected.ValueKind == JsonValueKind.Array ? SqlRows.Of(expected) : null;
        var reference = Text(tests, "query") ?? (query.References.Count > 0 ? query.References[0] : null);
        if (rows is null && reference is null)
            throw new ToolException("tests has neither expected (an array of rows) nor query, and the row has no reference");
        var isOrdered = tests.TryGetProperty("ordered", out var ordered)
            ? ordered.ValueKind == JsonValueKind.True
            : reference is not null && Sorts().IsMatch(Outermost(reference));
        return new SqlTests(setup, rows, reference, isOrdered);
    }

    /// <summary>What stands outside all parentheses: an ORDER BY inside a subquery sorts nothing outside it.</summary>
    private static string Outermost(string query)
    {
        var kept = new StringBuilder(query.Length);
        var depth = 0;
        foreach (var c in query)
        {
            depth += c switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
                kept.Append(c);
        }

        return kept.ToString();
    }

    private static string? Text(JsonElement tests, string name) =>
        tests.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"\border\s+by\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Sorts();
}
