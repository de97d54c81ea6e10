using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>One turn of a conversation, in any of the shapes in which conversations are kept (docs/rows.md).</summary>
/// <param name="Role">Who speaks: "system", "user", "assistant", "tool", or what the data says.</param>
/// <param name="Message">What is said.</param>
/// <param name="IsPart">Whether it is a part of a turn, as the items of the Responses API are: its neighbours of the same role belong to it.</param>
internal sealed record ChatTurn(string Role, ChatMessage Message, bool IsPart = false)
{
    // ShareGPT's and Gemini's names for those who speak.
    private static readonly Dictionary<string, string> s_roles = new(StringComparer.Ordinal)
    {
        ["human"] = "user",
        ["gpt"] = "assistant",
        ["model"] = "assistant",
        ["bot"] = "assistant",
        ["chatgpt"] = "assistant",
        ["function_call"] = "assistant",
        ["observation"] = "tool",
        ["function_response"] = "tool",
        ["function"] = "tool",
    };

    /// <summary>Whether it is what the policy said, or what a tool answered to it: no prompt.</summary>
    public bool IsPolicys => Role is "assistant" or "tool";

    /// <summary>Whether a value is a turn of a conversation, and not a text with its count of tokens for instance.</summary>
    public static bool IsTurn(JsonSlice item) => item.Kind == JsonTokenType.StartObject
        && (item.Member("role").Present || item.Member("from").Present || IsItem(item));

    /// <summary>The turns of a list; the parts of one turn are put together.</summary>
    /// <param name="list">A list of turns.</param>
    /// <exception cref="InputException">An element is no turn.</exception>
    public static List<ChatTurn> ReadAll(JsonSlice list)
    {
        var turns = new List<ChatTurn>();
        foreach (var item in list.Items())
        {
            if (Read(item) is not { } turn)
                continue;
            if (turns.Count > 0 && turns[^1] is var last && last.Role == turn.Role && (last.IsPart || turn.IsPart))
                turns[^1] = last with { Message = last.Message.With(turn.Message) };
            else
                turns.Add(turn);
        }

        return turns;
    }

    /// <summary>Where the policy's last words begin: behind the last turn of somebody else. The end, where these are not the last ones.</summary>
    public static int EndOfPrompt(List<ChatTurn> turns) =>
        turns.Count > 0 && turns[^1].Role == "assistant" ? turns.FindLastIndex(turn => !turn.IsPolicys) + 1 : turns.Count;

    private static ChatTurn? Read(JsonSlice item)
    {
        if (item.Kind != JsonTokenType.StartObject)
            throw item.WrongType("a message {\"role\", \"content\"}");
        var role = item.Member("role");
        if (role.Present || !(item.Member("from").Present || IsItem(item)))
        {
            if (role.Kind != JsonTokenType.String)
                throw role.WrongType("a string");
            var isOfGemini = item.Json.IndexOf("\"parts\""u8) >= 0 && item.Member("parts").Present && !item.Member("content").Present;
            var message = isOfGemini ? ChatMessage.OfParts(item.Member("parts")) : ChatMessage.Read(item);
            var name = role.Text();
            return new ChatTurn(name == "model" ? "assistant" : name, message, item.Json.IndexOf("\"type\""u8) >= 0 && item.Member("type").Present);
        }

        if (item.Member("from") is { Present: true } from)
            return new ChatTurn(s_roles.GetValueOrDefault(from.Text(), from.Text()), new ChatMessage(item.Member("value").Text(), null, null));
        return item.Member("type").Text() switch
        {
            // Of a server's answer, where only the model speaks, some leave the role out.
            "message" => new ChatTurn("assistant", ChatMessage.Read(item), true),
            "function_call" => new ChatTurn("assistant", ChatMessage.OfCall(item.Member("name"), item.Member("arguments")), true),
            "function_call_output" => new ChatTurn("tool", ChatMessage.OfOutput(item.Member("output"))),
            "reasoning" => new ChatTurn("assistant", ChatMessage.OfReasoning(item), true),
            _ => null,
        };
    }

    // An item of the Responses API that is no message: a call, what a tool gave back, reasoning, a search of the server's own.
    private static bool IsItem(JsonSlice item) => item.Member("type") is { Kind: JsonTokenType.String } type
        && (type.Text() is "message" or "reasoning" or "function_call" || type.Text().EndsWith("_call", StringComparison.Ordinal)
            || type.Text().EndsWith("_call_output", StringComparison.Ordinal));
}
