using System.Text.Json;
using Rlar.Agents.Evolution;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary>Rows of a data set that is walked, with labels where they have some.</summary>
internal static class EvolutionRows
{
    /// <summary>Reads them.</summary>
    /// <param name="source">The source.</param>
    /// <param name="parser">Reads their queries and completions.</param>
    /// <param name="column">The column of the labels: a list of one a completion, or one value for a row of one completion.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="isNamed">Whether the user named the column: then a row has to have it.</param>
    /// <exception cref="HostException">A row has another number of labels than completions, no row has the named column, or there are no rows.</exception>
    internal static IReadOnlyList<EvolutionRow> ReadAll(
        LineSource source, RowParser parser, string column, bool isNamed, CancellationToken cancellationToken)
    {
        var rows = new List<EvolutionRow>();
        var isThere = !isNamed;
        while (source.Read(cancellationToken) is { } line)
        {
            using (line)
            {
                var group = parser.Parse(line.Bytes.Span, line.Number, source.Name);
                using var json = JsonDocument.Parse(line.Bytes);
                isThere |= json.RootElement.TryGetProperty(column, out _);
                var labels = Labels(json.RootElement, column, group.Completions.Count);
                if (labels.Count != group.Completions.Count)
                    throw new HostException($"{source.Name}:{line.Number}: {labels.Count} labels for {group.Completions.Count} completions; "
                        + $"'{column}' must have one a completion.");
                rows.Add(new EvolutionRow(group, labels));
            }
        }

        if (rows.Count == 0)
            throw new HostException($"{source.Name}: there are no rows.");
        return isThere ? rows : throw new HostException($"--labels {column}: no row of {source.Name} has that column.");
    }

    private static IReadOnlyList<bool?> Labels(JsonElement row, string column, int completions)
    {
        if (!row.TryGetProperty(column, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return row.TryGetProperty("chosen", out _) && row.TryGetProperty("rejected", out _) && completions == 2
                ? [true, false]
                : new bool?[completions];
        }

        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        double?[] read =
        [
            .. items.Select(item => item.ValueKind switch
            {
                JsonValueKind.True => 1,
                JsonValueKind.False => 0,
                JsonValueKind.Number when item.TryGetDouble(out var number) && double.IsFinite(number) => number,
                _ => (double?)null,
            }),
        ];
        // What has no label says nothing; the others are read beside one another.
        var known = LabelledProbes.Verdicts([.. read.OfType<double>()]);
        var next = 0;
        return [.. read.Select(label => label is null ? null : known[next++])];
    }
}
