using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Reads a conversation that holds prompt and completion: what the policy said, and what tools answered to it, behind the last turn of somebody else
/// is the completion; the turns before are the prompt. One that does not end with the assistant is a prompt alone.
/// </summary>
internal static class ChatReader
{
    /// <summary>Whether the row's conversation ends with what the policy said.</summary>
    public static bool EndsWithPolicy(in RowValues row) => Turns(row) is { } turns && ChatTurn.EndOfPrompt(turns) < turns.Count;

    /// <summary>The completion at the end.</summary>
    public static List<Completion> Completions(in RowValues row)
    {
        var turns = Turns(row)!;
        return [CompletionReader.Of(row[row.First(RowField.Chat)!], turns[ChatTurn.EndOfPrompt(turns)..])];
    }

    /// <summary>The turns before it.</summary>
    public static List<Message> Prompt(in RowValues row)
    {
        var turns = Turns(row)!;
        return [.. turns.Take(ChatTurn.EndOfPrompt(turns)).Select(turn => new Message(turn.Role, turn.Message.Said))];
    }

    private static List<ChatTurn>? Turns(in RowValues row)
    {
        if (row.First(RowField.Chat) is not { } column)
            return null;
        var value = PromptReader.Unfolded(row[column]);
        return value.Kind == JsonTokenType.StartArray ? ChatTurn.ReadAll(value) : null;
    }
}
