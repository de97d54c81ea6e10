using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Reads what a server answered, kept whole: Chat Completions and the older Completions (choices), Responses (output), Gemini (candidates), Ollama
/// (message), and any of these as a batch keeps it (status_code, body). Each choice or candidate is a completion.
/// </summary>
internal static class ReplyReader
{
    private delegate List<Completion> Form(JsonSlice value);

    private static readonly (string Key, JsonTokenType Kind, Form Read)[] s_forms =
    [
        ("choices", JsonTokenType.StartArray, OfChoices),
        ("candidates", JsonTokenType.StartArray, OfCandidates),
        ("output", JsonTokenType.StartArray, OfItems),
        ("body", JsonTokenType.StartObject, OfBody),
        ("message", JsonTokenType.StartObject, OfMessage),
    ];

    /// <summary>The completions of an answer; null where the object is none.</summary>
    /// <param name="value">An object.</param>
    public static List<Completion>? Read(JsonSlice value)
    {
        foreach (var (key, kind, read) in s_forms)
        {
            if (value.Member(key) is var member && member.Kind == kind)
                return Checked(value, read(member));
        }

        return null;
    }

    /// <summary>The completions of a column of the row's top level, where the row itself is the answer; null where it is something else.</summary>
    /// <param name="value">The value of choices or candidates.</param>
    public static List<Completion>? OfColumn(JsonSlice value)
    {
        if (value.Kind != JsonTokenType.StartArray)
            return null;
        var items = value.Items();
        if (!items.MoveNext() || items.Current.Kind != JsonTokenType.StartObject)
            return null;
        return items.Current.Member("message").Present || items.Current.Member("finish_reason").Present ? Checked(value, OfChoices(value))
            : items.Current.Member("content") is { Kind: JsonTokenType.StartObject } ? Checked(value, OfCandidates(value))
            : null;
    }

    private static List<Completion> OfChoices(JsonSlice choices)
    {
        var completions = new List<Completion>();
        foreach (var choice in choices.Items())
        {
            if (choice.Kind != JsonTokenType.StartObject)
                throw choice.WrongType("a choice {\"message\"}");
            var message = choice.Member("message");
            completions.Add(message.Present ? OfMessage(message)[0] : new Completion(choice.Member("text").Text()));
        }

        return completions;
    }

    private static List<Completion> OfCandidates(JsonSlice candidates)
    {
        var completions = new List<Completion>();
        foreach (var candidate in candidates.Items())
        {
            if (candidate.Kind != JsonTokenType.StartObject)
                throw candidate.WrongType("a candidate {\"content\": {\"parts\"}}");
            var content = candidate.Member("content");
            if (content.Kind != JsonTokenType.StartObject)
                throw content.WrongType("an object {\"parts\"}");
            var message = ChatMessage.OfParts(content.Member("parts"));
            completions.Add(new Completion(message.Whole) { Calls = message.Calls });
        }

        return completions;
    }

    private static List<Completion> OfItems(JsonSlice items) => [CompletionReader.Of(items, ChatTurn.ReadAll(items))];

    private static List<Completion> OfMessage(JsonSlice message)
    {
        if (message.Kind != JsonTokenType.StartObject)
            throw message.WrongType("a message {\"role\", \"content\"}");
        var read = ChatMessage.Read(message);
        return [new Completion(read.Whole) { Calls = read.Calls }];
    }

    // Of a batch: the answer, or what the server said instead of one.
    private static List<Completion> OfBody(JsonSlice body)
    {
        if (Read(body) is { } completions)
            return completions;
        var error = body.Member("error");
        throw body.Place.Refuse(
            body.Name,
            error.Present ? $"the request failed: {Clip(error.Literal())}" : "it is no answer that is known (choices, output, candidates)",
            "Send the request again, or leave the row out with --on-error skip: a request that failed is no wrong answer.");
    }

    /// <summary>The beginning of a text, for a message.</summary>
    internal static string Clip(string text) => text.Length <= 200 ? text : text[..200] + "…";

    private static List<Completion> Checked(JsonSlice value, List<Completion> completions) => completions.Count > 0
        ? completions
        : throw value.Place.Refuse(value.Name, "the answer has no choices", "Leave the row out: there is nothing to score.");
}
