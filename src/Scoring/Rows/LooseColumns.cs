using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Columns that data sets keep at a row's top level and tools look for inside tests or metadata: HumanEval's test and entry_point, MBPP's
/// test_list, the tools that a prompt declares, schemas, passages.
/// </summary>
internal static class LooseColumns
{
    /// <summary>The tests that a row without a column of tests has: test with entry_point, or test_list. Null where it has neither.</summary>
    public static JsonElement? Tests(in RowValues row)
    {
        // Nearly every row has none, and none may cost it anything.
        if (row.First(RowField.LooseTests) is null)
            return null;
        foreach (var column in row.Present(RowField.LooseTests))
        {
            var value = row[column];
            var isTests = column.Name == "test_list"
                ? value.Kind == JsonTokenType.StartArray
                : value.Kind == JsonTokenType.String && row.Present(RowField.LooseMetadata).Exists(other => other.Name == "entry_point");
            if (isTests)
                return Gather(row, [column, .. row.Present(RowField.LooseMetadata).Where(other => other.Name is "entry_point" or "test_setup_code")], default);
        }

        return null;
    }

    /// <summary>The row's metadata with its loose columns; a key that the metadata has itself wins.</summary>
    public static JsonElement? Metadata(in RowValues row, JsonElement? given) =>
        row.First(RowField.LooseMetadata) is null ? given : Gather(row, row.Present(RowField.LooseMetadata), given);

    private static JsonElement Gather(in RowValues row, List<Column> columns, JsonElement? given)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var member in given?.EnumerateObject() ?? default)
                member.WriteTo(json);
            foreach (var column in columns)
            {
                if (given?.TryGetProperty(column.Name, out _) is true)
                    continue;
                json.WritePropertyName(column.Name);
                row[column].Element().WriteTo(json);
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.ToArray());
    }
}
