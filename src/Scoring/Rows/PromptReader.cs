using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Reads the prompt. Several of its columns may stand in one row where that is how data sets are made: Alpaca's instruction and input are
/// joined by a blank line; what the policy was given (NeMo-Gym's responses_create_params.input) wins over the question that it was made of; whole
/// conversations, which often hold the answer too, give way to any other; and a column may hold the text of a later one whole, as a templated prompt
/// holds its question. Otherwise two that differ are refused.
/// </summary>
internal static class PromptReader
{
    private const string Sent = "responses_create_params.input";

    /// <summary>The prompt as messages; none where the row has no prompt.</summary>
    /// <param name="row">The row.</param>
    /// <param name="source">Where its completions are: a conversation or a preference may hold the prompt, too.</param>
    public static IReadOnlyList<Message> Read(in RowValues row, CompletionSource source)
    {
        var present = Columns(row);
        if (present.Count == 0)
            return source == CompletionSource.Pair ? PairReader.Prompt(row) : [];
        if (source == CompletionSource.Chat && present[0].Name is "messages" or "conversations" or "contents")
            return ChatReader.Prompt(row);
        if (present.Count == 2 && present[0].Name == "input" && present[1].Name == "instruction")
            return [new Message("user", Joined(row[present[1]].Text(), row[present[0]].Text()))];

        var prompt = Value(row[present[0]], present[0]);
        for (var i = 1; i < present.Count; i++)
        {
            var text = QuestionOf(Value(row[present[i]], present[i]));
            if (!prompt.Any(message => message.Content.Contains(text, StringComparison.Ordinal)))
                throw row.Ambiguous(RowField.Prompt, present[0], present[i]);
        }

        return prompt;
    }

    /// <summary>The prompt where it is one text; "" where it is none or a conversation.</summary>
    public static string Text(in RowValues row) =>
        Columns(row) is [var column, ..] && row[column] is { Kind: JsonTokenType.String } text ? text.Text() : "";

    /// <summary>A conversation that a table keeps as its JSON text, as the list that it is; anything else as it is.</summary>
    public static JsonSlice Unfolded(JsonSlice value) =>
        value.Kind == JsonTokenType.String && value.Json.StartsWith("\"[{"u8) && value.Json.IndexOf("content"u8) > 0
        && value.Parsed() is { Kind: JsonTokenType.StartArray } list
            ? list
            : value;

    // Those that count, by precedence. Names that are a prompt's in one data set and something else elsewhere give way to any other.
    private static List<Column> Columns(in RowValues row)
    {
        var present = row.Present(RowField.Prompt);
        if (present is [] or [{ Name: "prompt" or "question" }])
            return present;
        for (var i = present.Count - 1; i >= 0; i--)
        {
            if (IsElsewhere(row[present[i]], present[i].Name))
                Leave(row, present, i, "it holds no prompt");
        }

        var sent = present.Find(column => column.Name == Sent);
        for (var i = present.Count - 1; i >= 0 && present.Count > 1; i--)
        {
            var isWeak = present[i].Name is "messages" or "conversations" or "contents" or "arguments" or "body.messages" or "body.input" or "ctx"
                or "question_stem";
            if (sent is null ? isWeak : present[i] != sent)
                Leave(row, present, i, sent is null ? "another column gives the prompt" : $"{Sent} is what the policy was given");
        }

        return present;
    }

    private static void Leave(in RowValues row, List<Column> present, int at, string why)
    {
        row.LeaveUnread(present[at], why);
        present.RemoveAt(at);
    }

    // The arguments of a call, the contents of a document.
    private static bool IsElsewhere(JsonSlice value, string name) =>
        (name == "arguments" && !SampleReader.Prompt(value).Present) || (name == "contents" && Unfolded(value).Kind != JsonTokenType.StartArray);

    private static IReadOnlyList<Message> Value(JsonSlice value, Column column)
    {
        if (column.Name == "arguments")
            value = SampleReader.Prompt(value) is { Present: true } sample ? sample : value;
        value = Unfolded(value);
        if (value.Kind == JsonTokenType.String)
            return [new Message("user", value.Text())];
        if (value.Kind != JsonTokenType.StartArray)
            throw value.WrongType("a string or a list of messages {\"role\", \"content\"}");
        var messages = Messages(value);
        return messages.Count > 0
            ? messages
            : throw value.Place.Refuse(value.Name, "the list of messages is empty", "Give at least one message.");
    }

    // What was thought in earlier turns is no part of a prompt: chat templates leave it out. BFCL keeps a list of turns, each a list of messages.
    private static List<Message> Messages(JsonSlice list)
    {
        var items = list.Items();
        if (items.MoveNext() && items.Current.Kind == JsonTokenType.StartArray)
        {
            var first = items.Current;
            return !items.MoveNext() ? Messages(first) : throw list.Place.Refuse(
                list.Name, "it holds several turns, and a completion answers one", "Give each turn a row of its own.");
        }

        return [.. ChatTurn.ReadAll(list).Select(turn => new Message(turn.Role, turn.Message.Said))];
    }

    private static string Joined(string instruction, string input) => input.Length == 0 ? instruction : $"{instruction}\n\n{input}";

    private static string QuestionOf(IReadOnlyList<Message> prompt) => new Query { Id = "", Prompt = prompt }.Question;
}
