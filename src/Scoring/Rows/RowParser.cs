using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Turns a line of JSON into a rollout group. Column names that people already have are accepted (verl, TRL, OpenRLHF, the usual data
/// sets); unknown keys are ignored; what is known must be right. An instance holds no state: many threads may parse with it.
/// </summary>
/// <remarks>
/// By precedence: prompt from prompt, question, input, query, problem, messages, instruction; reference from reference, references, answer,
/// ground_truth, label, solution, target, gold, expected_answer, reward_model.ground_truth; completions from completions, responses,
/// response, completion, generations, outputs, output; task hints from task, data_source and ability, in the row's order; constraints also
/// from IFEval's instruction_id_list and kwargs; tests, or else test with entry_point (HumanEval) or test_list (MBPP); metadata, or else
/// extra_info, with tools, functions, expected_calls, schemas, passages and entry_point from the row's top level; token counts from lengths or
/// completion_lengths. A null is no value.
/// <para>
/// Two columns that give one field different values are refused, and both are named, but for combinations that data sets have by design:
/// solution beside another reference is the worked solution (GSM8K, MATH) and gives way; output beside other completions is Alpaca's own
/// answer and gives way; instruction and input are joined by a blank line (Alpaca); messages gives way to any other prompt (it often holds
/// the answer too); a prompt may hold the text of a column after it, as a templated prompt holds its question; metadata beside extra_info wins.
/// </para>
/// </remarks>
public sealed class RowParser
{
    private readonly RowParserOptions _options;
    private readonly RowColumns _columns;

    /// <summary>Creates a parser.</summary>
    /// <param name="options">What a row must hold and where, or null for the defaults.</param>
    public RowParser(RowParserOptions? options = null)
    {
        _options = options ?? new RowParserOptions();
        _columns = new RowColumns(_options.Columns);
    }

    /// <summary>The top-level keys that are looked at; all others are ignored.</summary>
    public RowKeys Keys => _columns.Keys;

    /// <summary>Parses one row.</summary>
    /// <param name="line">The row as UTF-8 JSON.</param>
    /// <param name="lineNumber">One-based number of the line, for messages and for the id of a row without one.</param>
    /// <param name="file">The input's name, for messages.</param>
    /// <exception cref="InputException">The line is not a row; the message names file, line, field and remedy.</exception>
    public RolloutGroup Parse(ReadOnlySpan<byte> line, long lineNumber, string file)
    {
        var place = new RowPlace(file, lineNumber);
        Span<RowValues.Slot> slots = stackalloc RowValues.Slot[_columns.SlotCount];
        var row = RowValues.Scan(place, _columns, line, slots);
        return new RolloutGroup(
            new Query
            {
                Id = Id(row),
                Prompt = Prompt(row),
                References = ReferenceReader.Read(row),
                Tool = Text(row, RowField.Tool),
                TaskHints = TaskHints(row),
                Tests = Element(
                    row,
                    RowField.Tests,
                    "an object, a list or a string",
                    JsonTokenType.StartObject,
                    JsonTokenType.StartArray,
                    JsonTokenType.String) ?? LooseColumns.Tests(row),
                Constraints = ConstraintsReader.Read(row),
                Metadata = LooseColumns.Metadata(row, Element(row, RowField.Metadata, "an object", JsonTokenType.StartObject)),
            },
            Completions(row));
    }

    private IReadOnlyList<Message> Prompt(in RowValues row)
    {
        var prompt = PromptReader.Read(row);
        return prompt.Count > 0 || !_options.PromptRequired ? prompt : throw Missing(row, RowField.Prompt);
    }

    private IReadOnlyList<Completion> Completions(in RowValues row)
    {
        var completions = CompletionReader.Read(row);
        return completions.Count > 0 || !_options.CompletionsRequired ? completions : throw Missing(row, RowField.Completion);
    }

    private static InputException Missing(in RowValues row, RowField field)
    {
        var names = new List<string>();
        foreach (var column in row.Columns[field])
            names.Add(column.Name);
        return row.Place.Refuse(
            names[0],
            "the row has none",
            $"Give it under one of the names {string.Join(", ", names)}, or map a column to it.");
    }

    private static string Id(in RowValues row)
    {
        if (row.First(RowField.Id) is not { } column)
            return $"line-{row.Place.Line}";
        var value = row[column];
        var id = value.Kind switch
        {
            JsonTokenType.String => value.Text(),
            JsonTokenType.Number => value.Literal(),
            _ => throw value.WrongType("a string or a number"),
        };
        return id.Length > 0 ? id : throw row.Place.Refuse(column.Name, "the id is empty", "Give each row an id, or leave the key out.");
    }

    private static string? Text(in RowValues row, RowField field) => row.First(field) is { } column ? row[column].Text() : null;

    private static IReadOnlyList<string> TaskHints(in RowValues row)
    {
        var present = row.Present(RowField.Task);
        if (present.Count == 0)
            return [];
        var hints = new List<(int Start, string Text)>(present.Count);
        foreach (var column in present)
        {
            if (row[column].Text() is { Length: > 0 } hint)
                hints.Add((row.Start(column), hint));
        }

        hints.Sort((a, b) => a.Start.CompareTo(b.Start));
        return [.. hints.Select(hint => hint.Text)];
    }

    private static JsonElement? Element(in RowValues row, RowField field, string wanted, params ReadOnlySpan<JsonTokenType> kinds)
    {
        if (row.First(field) is not { } column)
            return null;
        var value = row[column];
        return kinds.Contains(value.Kind) ? value.Element() : throw value.WrongType(wanted);
    }
}
