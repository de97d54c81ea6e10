using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>Reads Python's calls: f(a=1), or a list of calls. Parsed here and never executed.</summary>
internal static class PythonCalls
{
    /// <summary>Whether a text begins as a call does.</summary>
    public static bool LooksLikeCall(string text)
    {
        var reader = new PythonLiterals(text);
        return reader.Name() is not null && reader.Takes('(');
    }

    /// <summary>Reads a text that is a call or a list of calls, blanks aside.</summary>
    public static ToolCallReading Read(string text)
    {
        var reader = new PythonLiterals(text);
        var calls = new List<ToolCallRequest>();
        var isList = reader.Takes('[');
        while (!isList || !reader.Takes(']'))
        {
            if (Call(ref reader) is not { } call)
                return ToolCallReading.Broken(reader.Error);
            calls.Add(call);
            if (isList && reader.Takes(','))
                continue;
            if (!isList || reader.Takes(']'))
                break;
            return ToolCallReading.Broken($"',' or ']' should stand at character {reader.At + 1}");
        }

        return reader.IsAtEnd()
            ? new ToolCallReading(calls, "python", "")
            : ToolCallReading.Broken($"something follows the call at character {reader.At + 1}");
    }

    private static ToolCallRequest? Call(ref PythonLiterals reader)
    {
        if (reader.Name() is not { } name)
            return null;
        if (!reader.Takes('('))
            return Fail(ref reader, "'(' should follow the name");
        var (arguments, positional) = (new LiteralMap(), new List<Literal>());
        while (!reader.Takes(')'))
        {
            var keyword = reader.Keyword();
            if (reader.Value() is not { } value)
                return null;
            if (keyword is null && arguments.Count > 0)
                return Fail(ref reader, "an argument without a name follows one with a name");
            if (keyword is null)
                positional.Add(value);
            else if (!arguments.Add(keyword, value))
                return Fail(ref reader, $"the argument {keyword} stands twice");
            if (reader.Takes(','))
                continue;
            return reader.Takes(')') ? new ToolCallRequest(name, arguments, positional) : Fail(ref reader, "',' or ')' should stand");
        }

        return new ToolCallRequest(name, arguments, positional);
    }

    private static ToolCallRequest? Fail(ref PythonLiterals reader, string why)
    {
        _ = reader.Fail(why);
        return null;
    }
}
