using System.Buffers;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>
/// Finds a call that stands in words, where no parser would run it: the object of a call, or f(a=1). A mention without arguments, mathematics
/// and programs are no calls.
/// </summary>
internal static class ProseCalls
{
    private const string Fence = "```";
    private const int LongestName = 128;
    private static readonly SearchValues<char> s_signs = SearchValues.Create('{', '(', '`');
    private static readonly string[] s_programs =
    [
        "python", "python3", "py", "javascript", "js", "typescript", "ts", "java", "c", "cpp", "c++", "csharp", "c#", "cs", "go", "rust", "ruby", "php",
        "kotlin", "swift", "r", "sh", "bash", "sql",
    ];

    /// <summary>The first call that stands in a text and is not one of those given.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tools">Declared tools, or null.</param>
    /// <param name="known">Calls that may be told in words.</param>
    public static ToolCallRequest? First(string text, IReadOnlyDictionary<string, DeclaredTool>? tools, IReadOnlyList<ToolCallRequest> known)
    {
        // What fails to read costs what was read of it; a text that is made of beginnings is not followed for long.
        var (at, steps, isProgram) = (0, (4L * text.Length) + 4096, false);
        while (at < text.Length && steps > 0 && text.AsSpan(at).IndexOfAny(s_signs) is var length and >= 0)
        {
            at += length;
            if (text[at] == '`')
            {
                isProgram = IsFence(text, at) ? !isProgram && IsProgram(text, at) : isProgram;
                at += IsFence(text, at) ? Fence.Length : 1;
                continue;
            }

            var (call, end) = text[at] == '{' ? Object(text, at, tools) : Python(text, at, tools, isProgram);
            if (call is not null && !known.Any(other => IsSame(call, other)))
                return call;
            steps -= end - at;
            at = call is not null ? end : at + 1;
        }

        return null;
    }

    private static (ToolCallRequest? Call, int End) Object(string text, int at, IReadOnlyDictionary<string, DeclaredTool>? tools)
    {
        var json = JsonLiterals.ReadAt(text, at);
        if (json.Value is null || JsonCalls.Of(json.Value) is not { Calls: [var call, ..] } reading)
            return (null, json.End);
        return (reading.Form is not ("name" or "named") || tools?.ContainsKey(call.Name) == true ? call : null, json.End);
    }

    private static (ToolCallRequest? Call, int End) Python(string text, int bracket, IReadOnlyDictionary<string, DeclaredTool>? tools, bool isProgram)
    {
        var start = bracket;
        while (start > 0 && bracket - start < LongestName && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '.'))
            start--;
        if (start == bracket || PythonCalls.At(text, start, out var end) is not { } call)
            return (null, bracket + 1);
        return (IsCall(call, tools, isProgram, IsAlone(text, start, end)) ? call : null, end);
    }

    // A tool of the row with an argument is called wherever it stands. Other names are functions of programs, or stand alone on their line.
    private static bool IsCall(ToolCallRequest call, IReadOnlyDictionary<string, DeclaredTool>? tools, bool isProgram, bool isAlone)
    {
        if (tools?.ContainsKey(call.Name) == true)
            return call.Arguments.Count + call.Positional.Count > 0;
        return !isProgram && (isAlone || tools is null) && call.Positional.Count == 0 && call.Arguments.Count > 0
            && call.Arguments.All(argument => argument.Value.Kind != LiteralKind.Name);
    }

    private static bool IsAlone(string text, int start, int end)
    {
        var before = text.AsSpan(0, start).TrimEnd(" \t[");
        var after = text.AsSpan(end).TrimStart(" \t],;");
        return (before.IsEmpty || before[^1] is '\n' or '>') && (after.IsEmpty || after[0] is '\n' or '\r' or '<');
    }

    private static bool IsFence(string text, int at) => string.CompareOrdinal(text, at, Fence, 0, Fence.Length) == 0;

    private static bool IsProgram(string text, int at)
    {
        var language = text.AsSpan(at + Fence.Length);
        var end = language.IndexOfAny('\n', ' ');
        language = end < 0 ? language : language[..end];
        foreach (var program in s_programs)
        {
            if (language.TrimEnd().Equals(program, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    // Words may leave out some of what a call says.
    private static bool IsSame(ToolCallRequest call, ToolCallRequest other) =>
        call.Name == other.Name && call.Positional.Count == 0
        && call.Arguments.All(argument => other.Arguments.TryGet(argument.Key) is { } value && IsSame(argument.Value, value, other.IsUntyped));

    private static bool IsSame(Literal value, Literal other, bool isUntyped) =>
        LiteralEquality.Python.Equals(value, other) || (isUntyped && (ParameterType.TextOf(value) ?? value.Show()) == other.Text);
}
