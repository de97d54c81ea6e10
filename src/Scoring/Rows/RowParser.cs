using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Turns a line of JSON into a rollout group. Column names that people already have are accepted (verl, TRL, OpenRLHF, the usual data
/// sets); unknown keys are ignored; what is known must be right. An instance holds no state: many threads may parse with it.
/// </summary>
/// <remarks>
/// Which columns and shapes are read, from whom they are and what is refused: docs/rows.md. A null is no value.
/// <para>
/// Two columns that give one field different values are refused, and both are named, but for combinations that data sets have by design:
/// solution beside another reference is the worked solution (GSM8K, MATH) and gives way, and so does an answer that ends in the final_answer; of an answer
/// and a list of aliases that holds it, the list counts; output beside other completions is Alpaca's own
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
    public RolloutGroup Parse(ReadOnlySpan<byte> line, long lineNumber, string file) => Read(line, lineNumber, file, null, out _);

    /// <summary>The same, with the row's shape, which is seen in passing.</summary>
    internal RolloutGroup Parse(ReadOnlySpan<byte> line, long lineNumber, string file, out ulong shape)
    {
        var group = Read(line, lineNumber, file, null, out shape);
        if (_options.Join is not null)
            shape = RowShape.Hash(line); // of the row itself, whatever the other file had for it
        return group;
    }

    /// <summary>
    /// The columns of a row that nothing is read from, in the row's order: first those that RLAR does not know, then those that it knows and leaves,
    /// with why. The row is read once more: ask only about a row that is in doubt.
    /// </summary>
    /// <param name="line">The row as UTF-8 JSON.</param>
    /// <param name="lineNumber">One-based number of the line.</param>
    /// <param name="file">The input's name.</param>
    /// <exception cref="InputException">The line is not a row, as in <see cref="Parse(ReadOnlySpan{byte}, long, string)"/>.</exception>
    public IReadOnlyList<UnreadColumn> Unread(ReadOnlySpan<byte> line, long lineNumber, string file)
    {
        var unread = new List<UnreadColumn>();
        Read(line, lineNumber, file, unread, out _);
        return unread;
    }

    private RolloutGroup Read(ReadOnlySpan<byte> line, long lineNumber, string file, List<UnreadColumn>? unread, out ulong shape)
    {
        var place = new RowPlace(file, lineNumber);
        if (_options.Join is not null)
            line = _options.Join.Complete(line, place);
        Span<RowValues.Slot> slots = stackalloc RowValues.Slot[_columns.SlotCount];
        var row = RowValues.Scan(place, _columns, line, slots, unread);
        shape = row.Shape;
        var source = CompletionReader.Source(row, out var columns);
        var expected = ReferenceReader.Read(row);
        if (unread is not null)
            row.LeaveHollow();
        return new RolloutGroup(
            new Query
            {
                Id = Id(row),
                Prompt = Prompt(row, source),
                References = expected?.Texts ?? [],
                Tool = Text(row, RowField.Tool),
                Route = RouteReader.Read(row),
                TaskHints = TaskHints(row, expected),
                Tests = Element(
                    row,
                    RowField.Tests,
                    "an object, a list or a string",
                    JsonTokenType.StartObject,
                    JsonTokenType.StartArray,
                    JsonTokenType.String) ?? LooseColumns.Tests(row),
                Constraints = ConstraintsReader.Read(row, expected),
                Metadata = LooseColumns.Metadata(row, Metadata(row), expected),
            },
            Completions(row, source, columns));
    }

    private IReadOnlyList<Message> Prompt(in RowValues row, CompletionSource source)
    {
        var prompt = PromptReader.Read(row, source);
        return prompt.Count > 0 || !_options.PromptRequired ? prompt : throw Missing(row, RowField.Prompt);
    }

    private IReadOnlyList<Completion> Completions(in RowValues row, CompletionSource source, IReadOnlyList<Column> columns)
    {
        var completions = CompletionReader.Read(row, source, columns);
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
            $"Give it under one of the names {string.Join(", ", names)}, map a column to it, or take it from another file's rows (--join).");
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

    // In the row's order. Open-instruct's dataset is a list where a row has several verifiers; a dataset that is neither is some other column.
    // A target with numbers names its task by itself.
    private static IReadOnlyList<string> TaskHints(in RowValues row, Expectation? expected)
    {
        var present = row.Present(RowField.Task);
        var language = LooseColumns.Language(row);
        if (present.Count == 0 && language is null)
            return expected?.Numbers is null ? [] : ["countdown"];
        var hints = new List<(int Start, string Text)>(present.Count);
        if (language is not null)
            hints.Add((int.MaxValue, language));
        foreach (var column in present)
        {
            var value = row[column];
            if (column.Name == "dataset" && value.Kind == JsonTokenType.StartArray)
            {
                foreach (var item in value.Items())
                    hints.Add((row.Start(column), item.Text()));
            }
            else if (column.Name == "dataset" && value.Kind != JsonTokenType.String)
            {
                row.LeaveUnread(column, "it is no name of a data set, and no list of them");
            }
            else
            {
                hints.Add((row.Start(column), value.Text()));
            }
        }

        if (expected?.Numbers is not null)
            hints.Add((int.MaxValue, "countdown"));
        hints.RemoveAll(hint => hint.Text.Length == 0);
        return hints.Count == 1 ? [hints[0].Text] : [.. hints.OrderBy(hint => hint.Start).Select(hint => hint.Text)];
    }

    // A table keeps an object as its JSON text.
    private static JsonElement? Metadata(in RowValues row)
    {
        if (row.First(RowField.Metadata) is not { } column)
            return null;
        var value = row[column];
        if (value.Kind == JsonTokenType.String && value.Parsed() is { Kind: JsonTokenType.StartObject } inner)
            return inner.Element();
        return value.Kind == JsonTokenType.StartObject ? value.Element() : throw value.WrongType("an object");
    }

    private static JsonElement? Element(in RowValues row, RowField field, string wanted, params ReadOnlySpan<JsonTokenType> kinds)
    {
        if (row.First(field) is not { } column)
            return null;
        var value = row[column];
        return kinds.Contains(value.Kind) ? value.Element() : throw value.WrongType(wanted);
    }
}
