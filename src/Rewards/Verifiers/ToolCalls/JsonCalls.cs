using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>Reads calls that JSON asks for, under every name that models give the tool and its arguments.</summary>
internal static class JsonCalls
{
    // OpenAI, Llama and Hermes; Cohere; the wrappers' own and LangChain's. The first that is there counts.
    private static readonly string[] s_names = ["name", "tool_name", "function", "tool", "action"];
    private static readonly string[] s_arguments = ["arguments", "parameters", "args", "input", "action_input", "tool_input"];
    private static readonly string[] s_wrappers = ["function", "function_call", "functionCall"];

    // What may stand beside a name where there are no arguments: with anything else it is an object that has a name.
    private static readonly HashSet<string> s_beside = ["id", "type", "tool_call_id", "call_id", "index", "name"];

    /// <summary>Reads one JSON value, or several with blanks, commas or semicolons between them.</summary>
    /// <param name="text">The text.</param>
    public static ToolCallReading Read(string text)
    {
        var calls = new List<ToolCallRequest>();
        var (form, at) = ("json", 0);
        do
        {
            var json = JsonLiterals.ReadAt(text, at);
            if (json.Value is null)
                return ToolCallReading.Broken($"not JSON: {json.Error}");
            var reading = Of(json.Value);
            if (reading.Calls is null)
                return reading;
            calls.AddRange(reading.Calls);
            form = reading.Form;
            at = Past(text, json.End, isSeparator: false);
            var next = Past(text, at, isSeparator: true);
            if (next > at && next == text.Length)
                return ToolCallReading.Broken($"something follows the JSON value at character {at + 1}");
            at = next;
        }
        while (at < text.Length);
        return new ToolCallReading(calls, form);
    }

    /// <summary>Reads calls from JSON of any of the forms.</summary>
    /// <param name="value">A call, a list of calls, or a message with tool_calls.</param>
    public static ToolCallReading Of(Literal value)
    {
        if (value.Member("tool_calls") is { Kind: LiteralKind.List } listed)
            return Of(listed);
        var items = value.Kind == LiteralKind.List ? value.Items : [value];
        var calls = new List<ToolCallRequest>(items.Count);
        var form = "json";
        foreach (var item in items)
        {
            (var call, form) = One(item);
            if (call is null)
                return ToolCallReading.Broken($"{item.Show()} is no call");
            calls.Add(call);
        }

        return new ToolCallReading(calls, form);
    }

    /// <summary>The arguments that a JSON text gives; null where it is no object.</summary>
    /// <param name="text">The text, which may be fenced; nothing for no arguments.</param>
    public static LiteralMap? Arguments(string text)
    {
        text = JsonAnswer.Unfenced(text);
        if (text.Length == 0)
            return LiteralMap.Empty;
        return JsonLiterals.Read(text).Value is { Kind: LiteralKind.Map } map ? map.Members : null;
    }

    private static (ToolCallRequest? Call, string Form) One(Literal item)
    {
        if (item.Kind != LiteralKind.Map)
            return (null, "");
        foreach (var wrapper in s_wrappers)
        {
            if (item.Member(wrapper) is { Kind: LiteralKind.Map } function)
                return (Named(function), "functions");
        }

        foreach (var name in s_names)
        {
            if (item.Member(name) is { Kind: LiteralKind.Text } text)
                return (Named(item, text.Text), item.Members.Any(member => s_arguments.Contains(member.Key)) ? "json" : "name");
        }

        return item.Members.Count == 1 && item.Members[0].Value.Kind == LiteralKind.Map
            ? (new ToolCallRequest(item.Members[0].Key, item.Members[0].Value.Members), "named")
            : (null, "");
    }

    private static ToolCallRequest? Named(Literal function) => function.Member("name") is { Kind: LiteralKind.Text } name ? Named(function, name.Text) : null;

    private static ToolCallRequest? Named(Literal item, string name)
    {
        Literal? arguments = null;
        foreach (var key in s_arguments)
        {
            if (item.Member(key) is not { } given)
                continue;
            if (arguments is not null)
                return null; // two sets of arguments are no call
            arguments = given;
        }

        if (arguments is null)
            return item.Members.All(member => s_beside.Contains(member.Key)) ? new ToolCallRequest(name, LiteralMap.Empty) : null;
        var members = arguments.Kind switch
        {
            LiteralKind.Null => LiteralMap.Empty,
            LiteralKind.Text => Arguments(arguments.Text),
            LiteralKind.Map => arguments.Members,
            _ => null,
        };
        return members is null ? null : new ToolCallRequest(name, members);
    }

    private static int Past(string text, int at, bool isSeparator)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || (isSeparator && text[at] is ',' or ';')))
            at++;
        return at;
    }
}
