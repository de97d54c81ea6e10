using System.Text.Json;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary>Completions with what people said of them.</summary>
/// <param name="Group">The query and its completions.</param>
/// <param name="Labels">[G] labels, higher is better.</param>
internal sealed record LabelledRow(RolloutGroup Group, IReadOnlyList<double> Labels)
{
    /// <summary>Reads all rows of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="parser">Reads their queries and completions.</param>
    /// <param name="column">The column of the labels: a list of one a completion, or one value for a row of one completion.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="HostException">A row has no labels, or not one a completion; or there are no rows.</exception>
    internal static IReadOnlyList<LabelledRow> ReadAll(LineSource source, RowParser parser, string column, CancellationToken cancellationToken)
    {
        var rows = new List<LabelledRow>();
        while (source.Read(cancellationToken) is { } line)
        {
            using (line)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var group = parser.Parse(line.Bytes.Span, line.Number, source.Name);
                var place = $"{source.Name}: row {line.Number}";
                using var json = JsonDocument.Parse(line.Bytes);
                var labels = Read(json.RootElement, column, place);
                if (labels.Count != group.Completions.Count)
                    throw new HostException($"{place}: {labels.Count} labels for {group.Completions.Count} completions; '{column}' must have one a completion.");
                if (labels.Distinct().Count() == 1 && labels[0] is < 0 or > 1)
                    throw new HostException($"{place}: a label that has no other in its row to be compared with is between 0 and 1, not {labels[0]}.");
                rows.Add(new LabelledRow(group, labels));
            }
        }

        return rows.Count > 0 ? rows : throw new HostException($"{source.Name}: there are no rows to choose by.");
    }

    private static IReadOnlyList<double> Read(JsonElement row, string column, string place)
    {
        if (row.TryGetProperty(column, out var value))
        {
            JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
            return [.. items.Select(item => Label(item)
                ?? throw new HostException($"{place}: '{column}' holds {item.GetRawText()}, where a number, true or false is expected."))];
        }

        return row.TryGetProperty("chosen", out _) && row.TryGetProperty("rejected", out _)
            ? [1, 0]
            : throw new HostException($"{place}: there is no column '{column}', and no chosen and rejected; name the column of the labels with --labels.");
    }

    // Tables and some data sets write numbers and truth as text.
    private static double? Label(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonValueKind.String => value.GetString()!.Trim().ToLowerInvariant() switch { "true" or "1" => 1, "false" or "0" => 0, _ => null },
        _ => null,
    };
}
