using System.Text;
using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// One message of a chat as a text: what it says, behind its reasoning where the data has that apart, and before its calls of tools, which are
/// written as <c>&lt;tool_call&gt;{"name", "arguments"}&lt;/tool_call&gt;</c>. OpenAI's, Anthropic's, Mistral's and vLLM's shapes are read.
/// </summary>
/// <param name="Text">The text without reasoning.</param>
/// <param name="Reasoning">The reasoning; null where there is none.</param>
/// <param name="Calls">The calls; null where there are none.</param>
internal sealed record ChatMessage(string Text, string? Reasoning, string? Calls)
{
    private static readonly string[] s_reasoning = ["reasoning_content", "reasoning", "thinking"];

    /// <summary>The content and the calls.</summary>
    public string Said => Calls is null ? Text : string.IsNullOrWhiteSpace(Text) ? Calls : $"{Text}\n{Calls}";

    /// <summary>The whole message, thoughts included.</summary>
    public string Whole => Reasoning is null || Text.AsSpan().TrimStart().StartsWith("<think>") ? Said : $"<think>\n{Closed(Reasoning)}\n</think>\n\n{Said}";

    /// <summary>Reads a message.</summary>
    /// <param name="message">An object with content, tool_calls, or both.</param>
    public static ChatMessage Read(JsonSlice message)
    {
        var (text, thoughts, calls) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        foreach (var name in s_reasoning)
        {
            if (thoughts.Length == 0 && message.Member(name) is { Kind: JsonTokenType.String } apart)
                thoughts.Append(apart.Text());
        }

        AddCalls(message, calls);
        var content = message.Member("content");
        if (content.Kind == JsonTokenType.StartArray)
            AddParts(content, text, thoughts, calls);
        else if (content.Kind == JsonTokenType.String)
            text.Append(content.Text());
        else if (content.Kind == JsonTokenType.None ? calls.Length == 0 && thoughts.Length == 0 : content.Kind != JsonTokenType.Null)
            throw content.WrongType("a string or a list of text parts");
        else if (message.Member("refusal") is { Kind: JsonTokenType.String } refusal)
            text.Append(refusal.Text());
        return Of(text, thoughts, calls);
    }

    /// <summary>A message of Gemini's parts: {"text"}, {"text", "thought": true}, {"functionCall": {"name", "args"}}.</summary>
    public static ChatMessage OfParts(JsonSlice parts)
    {
        var (text, thoughts, calls) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        if (parts.Kind != JsonTokenType.StartArray)
            throw parts.WrongType("a list of parts");
        foreach (var part in parts.Items())
        {
            if (part.Kind == JsonTokenType.StartObject && part.Member("text") is { Kind: JsonTokenType.String } said)
                (part.Member("thought").Kind == JsonTokenType.True ? thoughts : text).Append(said.Text());
            else if (part.Kind == JsonTokenType.StartObject && part.Member("functionCall") is { Kind: JsonTokenType.StartObject } call)
                AddCall(call.Member("name"), call.Member("args"), calls);
            else if (part.Kind != JsonTokenType.StartObject || !part.Member("functionResponse").Present)
                throw part.Place.Refuse(part.Name, "the part is not text", "RLAR reads text only: leave such rows out.");
        }

        return Of(text, thoughts, calls);
    }

    /// <summary>A call of a tool that stands alone, as an item of the Responses API.</summary>
    public static ChatMessage OfCall(JsonSlice name, JsonSlice arguments)
    {
        var calls = new StringBuilder();
        AddCall(name, arguments, calls);
        return new ChatMessage("", null, calls.ToString());
    }

    /// <summary>What a tool gave back: a text, or parts.</summary>
    public static ChatMessage OfOutput(JsonSlice output)
    {
        var (text, thoughts, calls) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        if (output.Kind == JsonTokenType.StartArray)
            AddParts(output, text, thoughts, calls);
        else
            text.Append(output.Text());
        return new ChatMessage(text.ToString(), null, null);
    }

    /// <summary>Reasoning that stands alone, as an item of the Responses API: its contents, or else what is said of them.</summary>
    public static ChatMessage OfReasoning(JsonSlice item)
    {
        var thoughts = new StringBuilder();
        foreach (var name in (ReadOnlySpan<string>)["content", "summary"])
        {
            if (thoughts.Length > 0 || item.Member(name) is not { Kind: JsonTokenType.StartArray } parts)
                continue;
            foreach (var part in parts.Items())
            {
                if (part.Kind == JsonTokenType.StartObject && part.Member("text") is { Kind: JsonTokenType.String } text)
                    thoughts.Append(text.Text());
            }
        }

        return Of(new StringBuilder(), thoughts, new StringBuilder());
    }

    /// <summary>This message and what follows in the same turn.</summary>
    public ChatMessage With(ChatMessage next) => new(Joined(Text, next.Text) ?? "", Joined(Reasoning, next.Reasoning), Joined(Calls, next.Calls));

    private static string? Joined(string? first, string? second) =>
        string.IsNullOrEmpty(first) ? second : string.IsNullOrEmpty(second) ? first : $"{first}\n{second}";

    private static ChatMessage Of(StringBuilder text, StringBuilder thoughts, StringBuilder calls)
    {
        var reasoning = thoughts.ToString();
        return new ChatMessage(text.ToString(), string.IsNullOrWhiteSpace(reasoning) ? null : reasoning, calls.Length == 0 ? null : calls.ToString());
    }

    private static void AddParts(JsonSlice content, StringBuilder text, StringBuilder thoughts, StringBuilder calls)
    {
        foreach (var part in content.Items())
        {
            if (part.Kind != JsonTokenType.StartObject)
                throw part.WrongType("a part {\"type\": \"text\", \"text\"}");
            switch (part.Member("type").Text())
            {
                case "text" or "input_text" or "output_text":
                    text.Append(part.Member("text").Text());
                    break;
                case "thinking" or "reasoning" or "redacted_thinking":
                    AddThoughts(part, thoughts);
                    break;
                case "refusal":
                    text.Append(part.Member("refusal").Text());
                    break;
                case "tool_use":
                    AddCall(part.Member("name"), part.Member("input"), calls);
                    break;
                case var type:
                    throw part.Place.Refuse(part.Name, $"a part of type '{type}' is not text", "RLAR reads text only: leave such rows out.");
            }
        }
    }

    // {"thinking": "…"}, {"text": "…"}, or Mistral's {"thinking": [{"type": "text", "text": "…"}]}.
    private static void AddThoughts(JsonSlice part, StringBuilder thoughts)
    {
        foreach (var name in (ReadOnlySpan<string>)["thinking", "text", "reasoning"])
        {
            var inner = part.Member(name);
            if (inner.Kind == JsonTokenType.String)
                thoughts.Append(inner.Text());
            if (inner.Kind != JsonTokenType.StartArray)
                continue;
            foreach (var item in inner.Items())
            {
                if (item.Kind == JsonTokenType.StartObject && item.Member("text") is { Kind: JsonTokenType.String } text)
                    thoughts.Append(text.Text());
            }
        }
    }

    private static void AddCalls(JsonSlice message, StringBuilder calls)
    {
        var several = message.Member("tool_calls");
        if (several.Kind == JsonTokenType.StartArray)
        {
            foreach (var call in several.Items())
            {
                if (call.Kind != JsonTokenType.StartObject)
                    throw call.WrongType("a call {\"function\": {\"name\", \"arguments\"}}");
                var function = call.Member("function") is { Kind: JsonTokenType.StartObject } inner ? inner : call;
                AddCall(function.Member("name"), function.Member("arguments"), calls);
            }
        }

        if (message.Member("function_call") is { Kind: JsonTokenType.StartObject } only)
            AddCall(only.Member("name"), only.Member("arguments"), calls);
    }

    private static void AddCall(JsonSlice name, JsonSlice arguments, StringBuilder calls)
    {
        if (name.Kind != JsonTokenType.String)
            throw name.WrongType("a string");
        if (calls.Length > 0)
            calls.Append('\n');
        calls.Append("<tool_call>\n{\"name\": ").Append(Quoted(name.Literal())).Append(", \"arguments\": ")
            .Append(Quoted(Arguments(arguments))).Append("}\n</tool_call>");
    }

    // No text within a call ends it.
    private static string Quoted(string json) => json.Replace("<", "\\u003c", StringComparison.Ordinal);

    // As text they are JSON by OpenAI's contract; what a model wrote that is none stays a text, and is no call's arguments.
    private static string Arguments(JsonSlice arguments)
    {
        if (!arguments.Present)
            return "{}";
        if (arguments.Kind != JsonTokenType.String)
            return arguments.Literal();
        var text = arguments.Text();
        if (text.Length == 0)
            return "{}";
        try
        {
            using var _ = JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException)
        {
            return arguments.Literal();
        }
    }

    // Reasoning that stands apart cannot end itself, whatever marks it names.
    private static string Closed(string reasoning) => ThinkingSection.IsUnfinished("<think>" + reasoning)
        ? reasoning
        : reasoning.Replace('<', '(').Replace('[', '(').Replace('\u25C1', '(').Replace("assistantfinal", "assistant final", StringComparison.Ordinal);
}
