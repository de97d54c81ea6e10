using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>Which columns each field is read from, in order of precedence, and the slots that their top-level keys are kept in.</summary>
internal sealed class RowColumns
{
    // Within a field: the canonical name first, then by precedence. Readers document which of them may stand together in one row.
    private static readonly (RowField Field, string[] Names)[] Known =
    [
        (RowField.Id, ["id"]),
        (RowField.Prompt, ["prompt", "question", "input", "query", "problem", "messages", "instruction"]),
        (RowField.Reference,
            [
                "reference", "references", "answer", "ground_truth", "label", "solution", "target", "gold", "expected_answer",
                "reward_model.ground_truth",
            ]),
        (RowField.Completion, ["completions", "responses", "response", "completion", "generations", "outputs", "output"]),
        (RowField.Task, ["task", "data_source", "ability"]),
        (RowField.Tool, ["tool"]),
        (RowField.Tests, ["tests"]),
        (RowField.Constraints, ["constraints"]),
        (RowField.Metadata, ["metadata", "extra_info"]),
        (RowField.Lengths, ["lengths", "completion_lengths"]),
        (RowField.InstructionIds, ["instruction_id_list"]),
        (RowField.InstructionArguments, ["kwargs"]),
        (RowField.LooseTests, ["test_list", "test"]),
        (RowField.LooseMetadata,
            [
                "entry_point", "test_setup_code", "tools", "functions", "expected_calls", "possible_answer", "schema", "json_schema", "response_format",
                "passages", "contexts", "documents", "citations",
            ]),
    ];

    private readonly Dictionary<string, int> _slots = [];
    private readonly Column[][] _fields = new Column[Known.Length][];
    private readonly string?[] _mapped = new string?[Known.Length];

    public RowColumns(ColumnMap map)
    {
        foreach (var (field, names) in Known)
        {
            if (map.Columns.TryGetValue(field, out var column))
            {
                _mapped[(int)field] = column;
                _fields[(int)field] = column.Contains('.')
                    ? [Place(field, column, [column]), Place(field, column, column.Split('.'))]
                    : [Place(field, column, [column])];
            }
            else
            {
                _fields[(int)field] = [.. from name in names where !map.Columns.Values.Contains(name) select Place(field, name, name.Split('.'))];
            }
        }
    }

    /// <summary>How many top-level keys are known.</summary>
    public int SlotCount => _slots.Count;

    /// <summary>The slots by key, for keys that are still UTF-8.</summary>
    public Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Slots => _slots.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The known top-level keys.</summary>
    public RowKeys Keys => new(_slots.Keys.ToHashSet(), this[RowField.Completion].ToArray().Select(column => Key(column.Slot)).ToHashSet());

    /// <summary>The top-level key of a slot.</summary>
    public string Key(int slot) => _slots.First(s => s.Value == slot).Key;

    /// <summary>The columns of a field, the first that is present wins.</summary>
    public ReadOnlySpan<Column> this[RowField field] => _fields[(int)field];

    /// <summary>The column that the user mapped to a field, or null.</summary>
    public string? Mapped(RowField field) => _mapped[(int)field];

    private Column Place(RowField field, string name, string[] path)
    {
        if (!_slots.TryGetValue(path[0], out var slot))
            _slots[path[0]] = slot = _slots.Count;
        return new Column(field, name, slot, path[1..]);
    }
}

/// <summary>One place of a row that a field is read from.</summary>
/// <param name="Field">What it is read for.</param>
/// <param name="Name">Its name for messages: "answer" or "reward_model.ground_truth".</param>
/// <param name="Slot">Index of its top-level key among the keys that the parser knows.</param>
/// <param name="Inner">The keys below the top-level one, usually none.</param>
internal sealed record Column(RowField Field, string Name, int Slot, IReadOnlyList<string> Inner);

/// <summary>What a column of a row can be used for.</summary>
internal enum RowField
{
    Id,
    Prompt,
    Reference,
    Completion,
    Task,
    Tool,
    Tests,
    Constraints,
    Metadata,
    Lengths,

    /// <summary>IFEval's instruction_id_list, half of a constraints object.</summary>
    InstructionIds,

    /// <summary>IFEval's kwargs, the other half.</summary>
    InstructionArguments,

    /// <summary>Tests at the top level, as HumanEval and MBPP have them.</summary>
    LooseTests,

    /// <summary>What belongs to the metadata and stands at the top level: declared tools, schemas, passages.</summary>
    LooseMetadata,
}

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
