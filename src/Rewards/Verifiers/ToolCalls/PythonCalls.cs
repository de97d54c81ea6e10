using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>Reads Python's calls: f(a=1), a list of them, or one after the other. Parsed here and never executed.</summary>
internal static class PythonCalls
{
    /// <summary>Whether a text begins as a call does.</summary>
    public static bool LooksLikeCall(string text)
    {
        var reader = new PythonLiterals(text);
        return reader.Name() is not null && reader.Takes('(');
    }

    /// <summary>Reads a text that is a call, a list of calls, or calls that follow each other (on lines of their own, or after a comma or semicolon).</summary>
    /// <param name="text">The text.</param>
    /// <param name="readsJsonNames">Whether true, false and null are values, as models write them between marks (Olmo 3).</param>
    public static ToolCallReading Read(string text, bool readsJsonNames = false)
    {
        var reader = new PythonLiterals(text, readsJsonNames: readsJsonNames);
        var calls = new List<ToolCallRequest>();
        if (!reader.Takes('['))
            return Following(ref reader, calls);
        while (!reader.Takes(']'))
        {
            if (Call(ref reader) is not { } call)
                return ToolCallReading.Broken(reader.Error);
            calls.Add(call);
            if (reader.Takes(','))
                continue;
            if (reader.Takes(']'))
                break;
            return ToolCallReading.Broken($"',' or ']' should stand at character {reader.At + 1}");
        }

        return reader.IsAtEnd() ? new ToolCallReading(calls, "python") : Follows(reader.At);
    }

    /// <summary>Reads the call that begins at a place; what follows it is not read.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where its name begins.</param>
    /// <param name="end">Where it, or what could be read of it, ends.</param>
    public static ToolCallRequest? At(string text, int start, out int end)
    {
        var reader = new PythonLiterals(text, from: start);
        var call = Call(ref reader);
        end = reader.At;
        return call;
    }

    private static ToolCallReading Following(ref PythonLiterals reader, List<ToolCallRequest> calls)
    {
        while (calls.Count == 0 || !reader.IsAtEnd())
        {
            var at = reader.At;
            if (Call(ref reader) is not { } call)
                return calls.Count == 0 ? ToolCallReading.Broken(reader.Error) : Follows(at);
            calls.Add(call);
            at = reader.At;
            if ((reader.Takes(';') || reader.Takes(',')) && reader.IsAtEnd())
                return Follows(at);
        }

        return new ToolCallReading(calls, "python");
    }

    private static ToolCallReading Follows(int at) => ToolCallReading.Broken($"something follows the call at character {at + 1}");

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
            return reader.Takes(')') ? new ToolCallRequest(name, arguments, positional, false) : Fail(ref reader, "',' or ')' should stand");
        }

        return new ToolCallRequest(name, arguments, positional, false);
    }

    private static ToolCallRequest? Fail(ref PythonLiterals reader, string why)
    {
        _ = reader.Fail(why);
        return null;
    }
}
