using System.Buffers;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>
/// Reads the messages of gpt-oss (OpenAI's harmony format): what is addressed to a tool (to=functions.NAME) is a call, the channel analysis is
/// thinking, anything else is words.
/// </summary>
internal static class HarmonyCalls
{
    private const string Channel = "<|channel|>";
    private const string Message = "<|message|>";
    private const string Start = "<|start|>";
    private const string Recipient = "to=";
    private static readonly SearchValues<string> s_ends =
        SearchValues.Create(["<|end|>", "<|call|>", "<|return|>", Start, Channel], StringComparison.Ordinal);

    /// <summary>Whether a text is messages, from its first mark on: marks inside of another model's thinking are no messages.</summary>
    /// <param name="text">A completion.</param>
    public static bool Holds(string text)
    {
        var first = text.IndexOf("<|", StringComparison.Ordinal);
        return first >= 0 && text.AsSpan(0, first).IndexOfAny('<', '[', '\u25C1') < 0 && text.Contains(Message, StringComparison.Ordinal)
            && (text.Contains(Channel, StringComparison.Ordinal) || text.Contains(Start, StringComparison.Ordinal));
    }

    /// <summary>Reads the messages.</summary>
    /// <param name="text">The completion.</param>
    /// <param name="words">What it says outside of calls and thinking; null where it holds nothing but thinking.</param>
    public static ToolCallReading Read(string text, out string? words)
    {
        var calls = new List<ToolCallRequest>();
        var said = new List<string>();
        var (at, isAnswered) = (0, false);
        for (var mark = text.IndexOf(Message, StringComparison.Ordinal); mark >= 0; mark = text.IndexOf(Message, at, StringComparison.Ordinal))
        {
            var header = text[at..mark];
            header = header[(header.LastIndexOf(Start, StringComparison.Ordinal) is var role and >= 0 ? role : 0)..];
            var start = mark + Message.Length;
            var length = text.AsSpan(start).IndexOfAny(s_ends);
            at = length < 0 ? text.Length : start + length;
            var content = text[start..at];
            if (To(header) is { } recipient)
            {
                isAnswered = true;
                if (recipient == "assistant")
                    continue; // a result that the model made up
                if (JsonCalls.Arguments(content) is not { } arguments)
                {
                    words = "";
                    return ToolCallReading.Attempt($"the arguments of {Verdict.Quote(recipient)} are no JSON object");
                }

                calls.Add(new ToolCallRequest(recipient, arguments));
            }
            else if (!header.Contains($"{Channel}analysis", StringComparison.Ordinal))
            {
                isAnswered = true;
                said.Add(content);
            }
        }

        words = isAnswered ? string.Join('\n', said) : null;
        return To(text[at..]) is { } begun
            ? ToolCallReading.Attempt($"the call of {Verdict.Quote(begun)} ends before its arguments")
            : new ToolCallReading(calls, "tagged");
    }

    /// <summary>Whether a message without its special tokens begins: "commentary to=functions.NAME json{…}".</summary>
    public static bool BeginPlain(string text, int at)
    {
        const string Role = "assistant";
        var before = text.AsSpan(0, at);
        return before.EndsWith(Role) || PlainMarks.BeginsLine(text, at);
    }

    /// <summary>Reads such a message; it ends with its arguments.</summary>
    public static CallRegion ReadPlain(CallScan scan, CallForm form, int start)
    {
        var text = scan.Text;
        var brace = text.IndexOf('{', start);
        var name = brace < 0 ? null : To($"{Recipient}{text[start..brace].Trim()} ");
        return name is not null && PlainMarks.IsName(name) && JsonLiterals.ReadAt(text, brace) is { Value: { } arguments } json
            ? new CallRegion(new ToolCallReading([new ToolCallRequest(name, arguments.Members)], "tagged"), json.End)
            : CallRegion.Broken("what follows commentary to= is no call");
    }

    private static string? To(string header)
    {
        const string Namespace = "functions.";
        var at = header.LastIndexOf(Recipient, StringComparison.Ordinal);
        if (at < 0 || (at > 0 && header[at - 1] is not (' ' or '>')))
            return null;
        var name = header.AsSpan(at + Recipient.Length);
        var end = name.IndexOfAny(' ', '<', '\n');
        name = end < 0 ? name : name[..end];
        if (name.StartsWith(Namespace))
            name = name[Namespace.Length..];
        return name.Length == 0 ? null : name.ToString();
    }
}
