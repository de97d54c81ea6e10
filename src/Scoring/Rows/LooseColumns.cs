using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Columns that data sets keep at a row's top level and tools look for inside tests or metadata: HumanEval's test and entry_point, MBPP's
/// test_list, APPS' input_output, CodeContests' and LiveCodeBench's tests, the tools that a prompt declares, schemas, passages, options, numbers.
/// </summary>
internal static class LooseColumns
{
    /// <summary>The tests that a row without a column of tests has. Null where it has none.</summary>
    public static JsonElement? Tests(in RowValues row)
    {
        // Nearly every row has none, and none may cost it anything.
        if (row.First(RowField.LooseTests) is null)
            return null;
        var beside = row.Present(RowField.LooseMetadata).FindAll(other => other.Name is "entry_point" or "test_setup_code");
        var parts = new List<Column>();
        foreach (var column in row.Present(RowField.LooseTests))
        {
            if (!IsTests(row, column, beside))
                continue;
            if (!IsPart(column))
                return Gather(row, [column, .. beside], default);
            parts.Add(column);
        }

        return parts.Count > 0 ? Gather(row, [.. parts, .. beside], default) : null;
    }

    /// <summary>The programming language other than Python that a row with tests names, as a hint of its task; null where there is none.</summary>
    public static string? Language(in RowValues row)
    {
        if (!row.Has(RowField.Language) || !(row.Has(RowField.Tests) || row.Has(RowField.LooseTests)))
            return null;
        if (row.First(RowField.Language) is not { } column || row[column].Kind != JsonTokenType.String)
            return null;
        return row[column].Text().Trim().ToLowerInvariant() switch
        {
            "cpp" or "c++" => "cpp",
            "c" => "code/c",
            "csharp" or "c#" or "cs" => "csharp",
            "javascript" or "js" => "javascript",
            "bash" or "sh" or "shell" => "bash",
            "java" or "go" or "rust" or "typescript" or "php" or "ruby" or "kotlin" or "swift" or "scala" or "perl" or "lua" or "julia" or "haskell" =>
                "other-language",
            _ => null,
        };
    }

    /// <summary>The row's metadata with its loose columns; a key that the metadata has itself wins.</summary>
    /// <param name="row">The row.</param>
    /// <param name="given">Its own metadata.</param>
    /// <param name="expected">What its reference holds: numbers of a countdown belong to the metadata.</param>
    public static JsonElement? Metadata(in RowValues row, JsonElement? given, Expectation? expected)
    {
        var choices = ChoiceReader.Options(row)?.Element;
        var numbers = expected?.Numbers;
        if (!row.Has(RowField.LooseMetadata) && choices is null && numbers is null)
            return given;
        var columns = row.Present(RowField.LooseMetadata);
        return columns.Count == 0 && choices is null && numbers is null ? given : Gather(row, columns, given, ("choices", choices), ("numbers", numbers));
    }

    private static bool IsTests(in RowValues row, Column column, List<Column> beside)
    {
        var value = row[column];
        switch (column.Name)
        {
            case "test_list":
                return value.Kind == JsonTokenType.StartArray;
            case "test":
                if (value.Kind == JsonTokenType.String && (beside.Exists(other => other.Name == "entry_point") || IsPythonTests(value.Text())))
                    return true;
                row.LeaveUnread(column, "tests are read with an entry_point beside them, or as a file of pytest or unittest");
                return false;
            case "test_cases":
                if (value.Kind == JsonTokenType.StartArray || (value.Kind == JsonTokenType.String && value.Parsed().Kind == JsonTokenType.StartArray))
                    return true;
                if (value.Kind != JsonTokenType.String || value.Json.Length > 2)
                    row.LeaveUnread(column, "it is no list of asserts or cases");
                return false;
            default:
                return value.Kind != JsonTokenType.String || IsJson(value);
        }
    }

    // KodCode: "from solution import add\n\ndef test_add():\n    assert add(1, 2) == 3"
    private static bool IsPythonTests(string text) =>
        text.Contains("def test", StringComparison.Ordinal)
        && (text.Contains("assert", StringComparison.Ordinal) || text.Contains("raises", StringComparison.Ordinal));

    // APPS has rows without tests, whose text is empty; LiveCodeBench packs its private ones.
    private static bool IsJson(JsonSlice text)
    {
        if (text.Json.Length == 2)
            return false;
        return text.Parsed().Present ? true : throw text.Place.Refuse(
            text.Name, "the text is no JSON: the tests are packed, or cut", "Write them as JSON, as the data set's own reader unpacks them.");
    }

    private static bool IsPart(Column column) => column.Name is not ("test_list" or "test" or "input_output" or "test_cases") && column.Inner.Count == 0;

    private static JsonElement Gather(
        in RowValues row, List<Column> columns, JsonElement? given, params ReadOnlySpan<(string Name, JsonElement? Value)> more)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var member in given?.EnumerateObject() ?? default)
                member.WriteTo(json);
            var written = new HashSet<string>(given?.EnumerateObject().Select(member => member.Name) ?? [], StringComparer.Ordinal);
            foreach (var column in columns)
            {
                var name = column.Inner.Count == 0 ? column.Name : column.Inner[^1];
                if (!written.Add(name))
                    continue;
                json.WritePropertyName(name);
                row[column].Element().WriteTo(json);
            }

            foreach (var (name, value) in more)
            {
                if (value is null || !written.Add(name))
                    continue;
                json.WritePropertyName(name);
                value.Value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.ToArray());
    }
}
