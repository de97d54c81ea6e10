namespace Rlar.Scoring.Rows;

/// <summary>Which columns each field is read from, in order of precedence, and the slots that their top-level keys are kept in.</summary>
internal sealed class RowColumns
{
    // Within a field: the canonical name first, then by precedence. Readers document which of them may stand together in one row. Whose they are:
    // docs/rows.md.
    private static readonly (RowField Field, string[] Names)[] Known =
    [
        (RowField.Id, ["custom_id", "id"]),
        (RowField.Prompt,
            [
                "prompt", "question", "input", "query", "problem", "messages", "conversations", "contents", "responses_create_params.input",
                "body.messages", "body.input", "instruction", "question_stem", "ctx", "arguments",
            ]),
        (RowField.Reference,
            [
                "reference", "references", "final_answer", "answer", "ground_truth", "label", "solution", "target", "gold", "expected_answer",
                "reward_model.ground_truth", "reward_spec.ground_truth", "verification_info.ground_truth", "answers", "golden_answers", "answerKey", "gts",
            ]),
        (RowField.Completion,
            [
                "completions", "responses", "response", "completion", "generations", "outputs", "resps", "filtered_resps", "choices", "candidates",
                "output",
            ]),
        (RowField.Task, ["task", "data_source", "ability", "dataset", "env_class"]),
        (RowField.Tool, ["tool"]),
        (RowField.Tests, ["tests"]),
        (RowField.Constraints, ["constraints"]),
        (RowField.Metadata, ["metadata", "extra_info"]),
        (RowField.Lengths, ["lengths", "completion_lengths"]),
        (RowField.InstructionIds, ["instruction_id_list"]),
        (RowField.InstructionArguments, ["kwargs"]),
        (RowField.LooseTests,
            [
                "test_list", "test", "input_output", "test_cases", "verification_info.test_cases", "verifier_metadata.unit_tests",
                "public_tests", "private_tests", "generated_tests",
                "public_test_cases", "private_test_cases",
            ]),
        (RowField.LooseMetadata,
            [
                "entry_point", "test_setup_code", "tools", "functions", "function", "expected_calls", "possible_answer", "schema", "json_schema",
                "response_format", "passages", "contexts", "documents", "citations", "responses_create_params.tools",
            ]),
        (RowField.Choices,
            [
                "choices", "options", "endings", "answer_choices", "doc.choices", "doc.options", "metadata.choices", "metadata.options",
                "extra_info.choices", "extra_info.options",
            ]),
        (RowField.ChoiceIndex, ["answer_index", "answer_idx", "correct"]),
        (RowField.Chat, ["messages", "conversations", "contents"]),
        (RowField.Pair, ["chosen", "rejected"]),
        (RowField.Numbers, ["numbers", "nums"]),
        (RowField.Error, ["error"]),
        (RowField.Aliases, ["answer_aliases"]),
        (RowField.SpreadOptions, ["answerA", "option1", "sol1", "opa"]),
        (RowField.Language, ["language", "verification_info.language"]),
        (RowField.Route, ["route"]),
    ];

    private readonly Dictionary<string, int> _slots = [];
    private readonly List<int> _fieldsOfSlots = [];
    private readonly Column[][] _fields = new Column[Known.Length][];
    private readonly string?[] _mapped = new string?[Known.Length];

    public RowColumns(ColumnMap map)
    {
        foreach (var (field, names) in Known)
        {
            if (map[field] is { } column)
            {
                _mapped[(int)field] = column;
                _fields[(int)field] = column.Contains('.')
                    ? [Place(field, column, [column]), Place(field, column, column.Split('.'))]
                    : [Place(field, column, [column])];
            }
            else
            {
                _fields[(int)field] = [.. from name in names where !map.Names(name) select Place(field, name, name.Split('.'))];
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

    /// <summary>The fields that a slot may serve, a bit each.</summary>
    public uint FieldsOf(int slot) => (uint)_fieldsOfSlots[slot];

    /// <summary>The columns of a field, the first that is present wins.</summary>
    public ReadOnlySpan<Column> this[RowField field] => _fields[(int)field];

    /// <summary>The column that the user mapped to a field, or null.</summary>
    public string? Mapped(RowField field) => _mapped[(int)field];

    private Column Place(RowField field, string name, string[] path)
    {
        if (!_slots.TryGetValue(path[0], out var slot))
        {
            _slots[path[0]] = slot = _slots.Count;
            _fieldsOfSlots.Add(0);
        }

        _fieldsOfSlots[slot] |= 1 << (int)field;
        return new Column(field, name, slot, path[1..]);
    }
}
