using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Reads the completions: one string, or a list of strings, of objects {"text" or "content", "tokens"?}, or of chats (TRL's conversational
/// form, of which the last assistant message counts). Under the singular names completion, response and output a flat list of messages
/// is one chat; under the plural ones each message is a completion, and all must be the assistant's. Beside another of these columns,
/// output (Alpaca's own answer) gives way; any other two that differ are refused.
/// </summary>
internal static class CompletionReader
{
    /// <summary>The completions; none where the row has no such column.</summary>
    public static IReadOnlyList<Completion> Read(in RowValues row)
    {
        var present = row.Present(RowField.Completion);
        if (present.Count == 0)
            return [];
        if (present.Count > 1)
            present.RemoveAll(c => c.Name == "output");

        var completions = Values(row[present[0]], present[0].Name);
        foreach (var other in present.Skip(1))
        {
            if (!completions.SequenceEqual(Values(row[other], other.Name)))
                throw row.Ambiguous(RowField.Completion, present[0], other);
        }

        return WithLengths(row, completions);
    }

    private static List<Completion> Values(JsonSlice value, string column)
    {
        if (value.Kind == JsonTokenType.String)
            return [new Completion(value.Text())];
        if (value.Kind == JsonTokenType.StartObject)
            return [FromObject(value)];
        if (value.Kind != JsonTokenType.StartArray)
            throw value.WrongType("a string or a list of completions");

        // A mapped column has a name that tells nothing of number: there, too, a flat list of messages is one chat.
        var plural = column is "completions" or "responses" or "generations" or "outputs";
        if (!plural && IsChat(value))
            return [Chat(value)];
        var completions = new List<Completion>();
        foreach (var item in value.Items())
            completions.Add(One(item));
        return completions.Count > 0
            ? completions
            : throw value.Place.Refuse(value.Name, "the list of completions is empty", "Give at least one completion.");
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
        return items.MoveNext() && items.Current.Kind == JsonTokenType.StartObject && items.Current.Member("role").Present;
    }

    private static Completion Chat(JsonSlice chat)
    {
        var turns = new List<Message>();
        var calls = new List<string>();
        string? last = null;
        foreach (var item in chat.Items())
        {
            if (item.Kind != JsonTokenType.StartObject)
                throw item.WrongType("a message {\"role\", \"content\"}");
            var role = item.Member("role");
            if (role.Kind != JsonTokenType.String)
                throw role.WrongType("a string");
            var message = ChatMessage.Read(item);
            turns.Add(new Message(role.Text(), message.Whole));
            if (turns[^1].Role != "assistant")
                continue;
            last = message.Whole;
            if (message.Calls is not null)
                calls.Add(message.Calls);
        }

        if (last is null)
        {
            throw chat.Place.Refuse(
                chat.Name, "no message of this completion has the role assistant", "A chat completion must hold the assistant's answer.");
        }

        return new Completion(last) { Turns = turns.Count > 1 ? turns : null, Calls = calls.Count > 0 ? string.Join('\n', calls) : null };
    }

    private static Completion FromObject(JsonSlice item)
    {
        var role = item.Member("role");
        if (role.Present && role.Text() is var name && name != "assistant")
        {
            throw role.Place.Refuse(
                role.Name,
                $"a message of the role '{name}' is no completion",
                "Write a conversational completion as a list of messages inside the list.");
        }

        var text = item.Member("text");
        var content = item.Member("content");
        var tokens = Tokens(item.Member("tokens"));
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

    private static IReadOnlyList<Completion> WithLengths(in RowValues row, List<Completion> completions)
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
