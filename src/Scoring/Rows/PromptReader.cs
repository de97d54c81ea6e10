using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Reads the prompt. Several of its columns may stand in one row where that is how data sets are made: Alpaca's instruction and input are
/// joined by a blank line; messages, which often hold the answer too, give way to any other; and a column may hold the text of a later
/// one whole, as a templated prompt holds its question. Otherwise two that differ are refused.
/// </summary>
internal static class PromptReader
{
    /// <summary>The prompt as messages; none where the row has no prompt.</summary>
    public static IReadOnlyList<Message> Read(in RowValues row)
    {
        var present = row.Present(RowField.Prompt);
        if (present.Count == 0)
            return [];
        if (present.Count > 1)
            present.RemoveAll(c => c.Name == "messages");
        if (present.Count == 2 && present[0].Name == "input" && present[1].Name == "instruction")
            return [new Message("user", Joined(row[present[1]].Text(), row[present[0]].Text()))];

        var prompt = Value(row[present[0]]);
        foreach (var other in present.Skip(1))
        {
            var text = QuestionOf(Value(row[other]));
            if (!prompt.Any(message => message.Content.Contains(text, StringComparison.Ordinal)))
                throw row.Ambiguous(RowField.Prompt, present[0], other);
        }

        return prompt;
    }

    // What was thought in earlier turns is no part of a prompt: chat templates leave it out.
    private static List<Message> Messages(JsonSlice list)
    {
        var messages = new List<Message>();
        foreach (var item in list.Items())
        {
            if (item.Kind != JsonTokenType.StartObject)
                throw item.WrongType("a message {\"role\", \"content\"}");
            var role = item.Member("role");
            if (role.Kind != JsonTokenType.String)
                throw role.WrongType("a string");
            messages.Add(new Message(role.Text(), ChatMessage.Read(item).Said));
        }

        return messages;
    }

    private static IReadOnlyList<Message> Value(JsonSlice value)
    {
        if (value.Kind == JsonTokenType.String)
            return [new Message("user", value.Text())];
        if (value.Kind != JsonTokenType.StartArray)
            throw value.WrongType("a string or a list of messages {\"role\", \"content\"}");
        var messages = Messages(value);
        return messages.Count > 0
            ? messages
            : throw value.Place.Refuse(value.Name, "the list of messages is empty", "Give at least one message.");
    }

    private static string Joined(string instruction, string input) => input.Length == 0 ? instruction : $"{instruction}\n\n{input}";

    private static string QuestionOf(IReadOnlyList<Message> prompt) => new Query { Id = "", Prompt = prompt }.Question;
}
