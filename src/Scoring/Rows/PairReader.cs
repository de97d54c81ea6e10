using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Reads a preference: chosen is the first completion, rejected the second. Each is a text, a message, or a conversation whose beginning may be the
/// prompt. Texts that hold the prompt too, as Anthropic's do, are parted at the last "\n\nAssistant:" that both have.
/// </summary>
internal static class PairReader
{
    private const string Turn = "\n\nAssistant:";

    /// <summary>The two completions, or the one that the row has.</summary>
    public static List<Completion> Completions(in RowValues row)
    {
        var completions = new List<Completion>(2);
        var skipped = SharedText(row).Length;
        foreach (var column in row.Present(RowField.Pair))
        {
            var value = row[column];
            completions.Add(value.Kind switch
            {
                JsonTokenType.String => new Completion(value.Text()[skipped..]),
                JsonTokenType.StartArray => OfTurns(value),
                JsonTokenType.StartObject => CompletionReader.Of(value, [new ChatTurn("assistant", ChatMessage.Read(value))]),
                _ => throw value.WrongType("a string or a list of messages"),
            });
        }

        return completions;
    }

    /// <summary>The prompt that the two begin with; none where they hold only what was answered.</summary>
    public static List<Message> Prompt(in RowValues row)
    {
        var column = row.First(RowField.Pair)!;
        var value = row[column];
        if (value.Kind == JsonTokenType.StartArray)
        {
            var turns = ChatTurn.ReadAll(value);
            return [.. turns.Take(ChatTurn.EndOfPrompt(turns)).Select(turn => new Message(turn.Role, turn.Message.Said))];
        }

        return SharedText(row) is { Length: > 0 } text ? [new Message("user", text)] : [];
    }

    // What both texts begin with, to the last mark of the assistant's turn, or the whole prompt where the row has one.
    private static string SharedText(in RowValues row)
    {
        var texts = new List<string>(2);
        foreach (var column in row.Present(RowField.Pair))
        {
            if (row[column].Kind == JsonTokenType.String)
                texts.Add(row[column].Text());
        }

        if (texts.Count == 0)
            return "";
        if (row.Has(RowField.Prompt) && PromptReader.Text(row) is { Length: > 0 } prompt)
            return texts.TrueForAll(text => text.StartsWith(prompt, StringComparison.Ordinal)) ? prompt : "";
        var shared = texts.Count == 1 ? texts[0].Length : texts[0].AsSpan().CommonPrefixLength(texts[1]);
        var end = texts[0][..shared].LastIndexOf(Turn, StringComparison.Ordinal);
        return end < 0 ? "" : texts[0][..(end + Turn.Length)];
    }

    private static Completion OfTurns(JsonSlice list)
    {
        var turns = ChatTurn.ReadAll(list);
        return CompletionReader.Of(list, turns[ChatTurn.EndOfPrompt(turns)..]);
    }
}
