using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Reads the completions: one string, or a list of strings, of objects {"text" or "content", "tokens"?}, of chats (TRL's conversational
/// form, of which the last assistant message counts), or of whole answers of a server. Under the singular names completion, response and output a flat
/// list of messages is one chat; under the plural ones each message is a completion, and all must be the assistant's; a string that holds a JSON list
/// is that list. Beside another of these columns, output (Alpaca's own answer) gives way, and filtered_resps to resps; any other two that differ are
/// refused. A row without such a column may have its completions at the end of its conversation, or as chosen and rejected.
/// </summary>
internal static class CompletionReader
{
    /// <summary>Where the row has its completions.</summary>
    /// <param name="row">The row.</param>
    /// <param name="columns">The columns that hold completions; none where they are elsewhere.</param>
    public static CompletionSource Source(in RowValues row, out IReadOnlyList<Column> columns)
    {
        columns = Columns(row);
        if (columns.Count > 0 || row.Columns.Mapped(RowField.Completion) is not null)
            return CompletionSource.Column;
        if (row.Has(RowField.Pair))
            return CompletionSource.Pair;
        return row.Has(RowField.Chat) && ChatReader.EndsWithPolicy(row) ? CompletionSource.Chat : CompletionSource.None;
    }

    /// <summary>The completions; none where the row has none.</summary>
    /// <param name="row">The row.</param>
    /// <param name="source">Where they are.</param>
    /// <param name="columns">The columns that hold them, if any do.</param>
    public static IReadOnlyList<Completion> Read(in RowValues row, CompletionSource source, IReadOnlyList<Column> columns)
    {
        var completions = source switch
        {
            CompletionSource.Column => OfColumns(row, columns),
            CompletionSource.Chat => ChatReader.Completions(row),
            CompletionSource.Pair => PairReader.Completions(row),
            _ => [],
        };
        if (completions.Count == 0 && row.First(RowField.Error) is { } column)
        {
            throw row.Place.Refuse(
                column.Name,
                $"the request of this row failed: {ReplyReader.Clip(row[column].Literal())}",
                "Send it again, or leave the row out with --on-error skip: a request that failed is no wrong answer.");
        }

        return WithLengths(row, completions);
    }

    /// <summary>The completion that the turns of a policy are: the last of its own is the text.</summary>
    /// <param name="place">The list, for messages.</param>
    /// <param name="turns">The turns.</param>
    public static Completion Of(JsonSlice place, IReadOnlyList<ChatTurn> turns)
    {
        var last = turns.LastOrDefault(turn => turn.Role == "assistant") ?? throw place.Place.Refuse(
            place.Name, "no message of this completion has the role assistant", "A chat completion must hold the assistant's answer.");
        var calls = string.Join('\n', turns.Where(turn => turn.Role == "assistant" && turn.Message.Calls is not null).Select(turn => turn.Message.Calls));
        return new Completion(last.Message.Whole)
        {
            Turns = turns.Count > 1 ? [.. turns.Select(turn => new Message(turn.Role, turn.Message.Whole))] : null,
            Calls = calls.Length > 0 ? calls : null,
        };
    }

    // The present columns that hold completions: choices is most often the options of a question.
    private static List<Column> Columns(in RowValues row)
    {
        var present = row.Present(RowField.Completion);
        if (present is [{ Name: not ("choices" or "candidates") }])
            return present;
        for (var i = present.Count - 1; i >= 0; i--)
        {
            if (present[i].Name is "choices" or "candidates" && ReplyReader.OfColumn(row[present[i]]) is null)
                present.RemoveAt(i);
        }

        if (present.Count > 1)
            Leave(row, present, "output", "another column holds the completions, and output is then the data set's own answer");
        if (present.Count > 1)
            Leave(row, present, "filtered_resps", "resps holds the whole texts");
        return present;
    }

    private static void Leave(in RowValues row, List<Column> present, string name, string why)
    {
        for (var i = present.Count - 1; i >= 0; i--)
        {
            if (present[i].Name != name)
                continue;
            row.LeaveUnread(present[i], why);
            present.RemoveAt(i);
        }
    }

    private static List<Completion> OfColumns(in RowValues row, IReadOnlyList<Column> present)
    {
        if (present.Count == 0)
            return [];
        var completions = Values(row[present[0]], present[0].Name);
        for (var i = 1; i < present.Count; i++)
        {
            if (!completions.SequenceEqual(Values(row[present[i]], present[i].Name)))
                throw row.Ambiguous(RowField.Completion, present[0], present[i]);
        }

        return completions;
    }

    private static List<Completion> Values(JsonSlice value, string column)
    {
        // A mapped column has a name that tells nothing of number: there, too, a flat list of messages is one chat.
        var plural = column is "completions" or "responses" or "generations" or "outputs";
        if (column is "resps" or "filtered_resps")
            return SampleReader.Completions(value);
        if (column is "choices" or "candidates" && ReplyReader.OfColumn(value) is { } answers)
            return answers;
        if (value.Kind == JsonTokenType.String)
            return plural && ListOf(value) is { Present: true } list ? Values(list, column) : [new Completion(value.Text())];
        if (value.Kind == JsonTokenType.StartObject)
            return ReplyReader.Read(value) ?? [FromObject(value)];
        if (value.Kind != JsonTokenType.StartArray)
            throw value.WrongType("a string or a list of completions");
        if (!plural && IsChat(value))
            return [Chat(value)];
        var completions = new List<Completion>();
        foreach (var item in value.Items())
        {
            if (item.Kind == JsonTokenType.StartObject && ReplyReader.Read(item) is { } read)
                completions.AddRange(read);
            else
                completions.Add(One(item));
        }

        return completions.Count > 0
            ? completions
            : throw value.Place.Refuse(value.Name, "the list of completions is empty", "Give at least one completion.");
    }

    // A table's cell holds a list as its JSON text. A list of numbers is no list of completions, but an answer.
    private static JsonSlice ListOf(JsonSlice text)
    {
        if (text.Json.Length < 4 || text.Json[1] != '[' || text.Parsed() is not { Kind: JsonTokenType.StartArray } list)
            return default;
        var count = 0;
        foreach (var item in list.Items())
        {
            if (item.Kind is not (JsonTokenType.String or JsonTokenType.StartObject or JsonTokenType.StartArray))
                return default;
            count++;
        }

        return count > 0 ? list : default;
    }

    private static Completion One(JsonSlice item) => item.Kind switch
    {
        JsonTokenType.String => new Completion(item.Text()),
        JsonTokenType.StartObject => FromObject(item),
        JsonTokenType.StartArray => Chat(item),
        _ => throw item.WrongType("a string, an object {\"text\"} or a list of messages"),
    };

    private static bool IsChat(JsonSlice list)
    {
        var items = list.Items();
        return items.MoveNext() && ChatTurn.IsTurn(items.Current);
    }

    private static Completion Chat(JsonSlice chat) => Of(chat, ChatTurn.ReadAll(chat));

    private static Completion FromObject(JsonSlice item)
    {
        var role = item.Member("role");
        if (role.Present && role.Text() is var name && name is not ("assistant" or "model"))
        {
            throw role.Place.Refuse(
                role.Name,
                $"a message of the role '{name}' is no completion",
                "Write a conversational completion as a list of messages inside the list.");
        }

        var text = item.Member("text");
        var content = item.Member("content");
        var tokens = Tokens(item.Member("tokens"));
        var parts = text.Present || content.Present ? default : item.Member("parts");
        if (parts.Present)
        {
            var said = ChatMessage.OfParts(parts);
            return new Completion(said.Whole, tokens) { Calls = said.Calls };
        }

        var isMessage = content.Present || item.Member("tool_calls").Present || item.Member("function_call").Present;
        if (!text.Present && !isMessage)
            throw item.Place.Refuse(item.Name, "the completion has neither text nor content", "Write {\"text\": …} or a string.");
        if (!isMessage)
            return new Completion(text.Text(), tokens);
        var message = ChatMessage.Read(item);
        if (text.Present && text.Text() != message.Text)
            throw item.Place.Refuse(text.Name, $"'{text.Name}' and '{content.Name}' differ", "Keep one of them.");
        return new Completion(message.Whole, tokens) { Calls = message.Calls };
    }

    private static int? Tokens(JsonSlice tokens)
    {
        if (!tokens.Present)
            return null;
        if (tokens.Kind != JsonTokenType.StartArray)
            return tokens.Count();
        var count = 0;
        foreach (var _ in tokens.Items())
            count++;
        return count;
    }

    private static List<Completion> WithLengths(in RowValues row, List<Completion> completions)
    {
        var present = row.Present(RowField.Lengths);
        foreach (var column in present)
        {
            var lengths = Lengths(row[column]);
            if (lengths.Count != completions.Count)
            {
                throw row.Place.Refuse(
                    column.Name,
                    $"{lengths.Count} lengths for {completions.Count} completions",
                    "Give one token count a completion, in the same order.");
            }

            for (var i = 0; i < lengths.Count; i++)
            {
                if (completions[i].TokenCount is { } known && known != lengths[i])
                {
                    throw row.Place.Refuse(
                        $"{column.Name}[{i}]", $"the length is {lengths[i]} here and {known} elsewhere in the row", "Keep one of them.");
                }

                completions[i] = completions[i] with { TokenCount = lengths[i] };
            }
        }

        return completions;
    }

    private static List<int> Lengths(JsonSlice value)
    {
        if (value.Kind == JsonTokenType.Number)
            return [value.Count()];
        if (value.Kind != JsonTokenType.StartArray)
            throw value.WrongType("a list of token counts");
        var lengths = new List<int>();
        foreach (var item in value.Items())
            lengths.Add(item.Count());
        return lengths;
    }
}
