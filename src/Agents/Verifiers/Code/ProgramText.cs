using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Rlar.Agents.Verifiers.Answers;

namespace Rlar.Agents.Verifiers.Code;

/// <summary>
/// Finds the program in an answer: the last fenced block of the language that defines what the tests call, else the last of the language,
/// else the last without a language; an answer that begins as code is code as a whole; and of prose around bare code, what begins at the
/// first line that is code.
/// </summary>
internal static partial class ProgramText
{
    private static readonly SearchValues<char> s_wordEnds = SearchValues.Create(" \t,{}:");

    /// <summary>The program, or null where there is none.</summary>
    /// <param name="completion">The answer.</param>
    /// <param name="languages">The names by which fences name the language, in lower case.</param>
    /// <param name="entry">What the program must define, where that is known.</param>
    internal static string? Find(string completion, IReadOnlyCollection<string> languages, string? entry)
    {
        if (ThinkingSection.Answer(completion) is not { } answer)
            return null;
        if (BeginsAsCode().IsMatch(answer))
            return UpToFence(answer);
        if (BeginsWithAssignment().IsMatch(answer) && !FenceLine().IsMatch(answer))
            return answer;
        var blocks = Blocks(answer);
        var named = blocks.FindAll(block => languages.Contains(block.Language));
        var candidates = named.Count > 0 ? named : blocks.FindAll(block => block.Language.Length == 0);
        if (candidates.Count > 0)
            return (entry is null ? null : candidates.FindLast(block => Defines(block.Text, entry))?.Text) ?? candidates[^1].Text;
        if (blocks.Count > 0)
            return null;
        var code = FirstCodeLine().Match(answer);
        return code.Success ? answer[code.Index..] : string.IsNullOrWhiteSpace(answer) ? null : answer;
    }

    /// <summary>Whether code defines a function or class of a name at its outermost level.</summary>
    /// <param name="code">The code.</param>
    /// <param name="name">The name.</param>
    internal static bool Defines(string code, string name) => StartOf(code, name) >= 0;

    /// <summary>Where the last definition of a name at the outermost level starts, or -1.</summary>
    /// <param name="code">The code.</param>
    /// <param name="name">The name.</param>
    internal static int StartOf(string code, string name)
    {
        var start = -1;
        foreach (var definition in Definition().EnumerateMatches(code))
        {
            var text = code.AsSpan(definition.Index, definition.Length);
            if (text[(text.LastIndexOfAny(' ', '\t') + 1)..].SequenceEqual(name))
                start = definition.Index;
        }

        return start;
    }

    /// <summary>Whether a text is code from its first line on.</summary>
    /// <param name="text">The text.</param>
    internal static bool IsCode(string text) => BeginsAsCode().IsMatch(text) || BeginsWithAssignment().IsMatch(text);

    /// <summary>
    /// The code before its closing fence, where the opening one stood in the prompt: the fences that the answer has are then odd in number.
    /// </summary>
    private static string UpToFence(string code)
    {
        var fences = FenceLine().Matches(code);
        return fences.Count % 2 == 1 ? code[..fences[0].Index] : code;
    }

    private static List<Block> Blocks(string text)
    {
        var blocks = new List<Block>();
        StringBuilder? body = null;
        string fence = "", language = "", indent = "";
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].TrimEnd('\r');
            var trimmed = line.TrimStart(" \t");
            if (body is null)
            {
                if (!trimmed.StartsWith("```") && !trimmed.StartsWith("~~~"))
                    continue;
                var length = trimmed.IndexOfAnyExcept(trimmed[0]);
                fence = (length < 0 ? trimmed : trimmed[..length]).ToString();
                var info = length < 0 ? [] : trimmed[length..].Trim();
                language = FirstWord(info).ToLowerInvariant();
                indent = line[..^trimmed.Length].ToString();
                body = new StringBuilder();
                if (info.Contains(fence, StringComparison.Ordinal))
                    body = null;
            }
            else if (trimmed.StartsWith(fence) && trimmed.TrimEnd().Length == trimmed.IndexOfAnyExcept(fence[0]) switch { < 0 => trimmed.Length, var n => n })
            {
                blocks.Add(new Block(language, body.ToString()));
                body = null;
            }
            else
            {
                body.Append(line.StartsWith(indent) ? line[indent.Length..] : trimmed).Append('\n');
            }
        }

        // An answer that was cut off has no closing fence; what is there is the program.
        if (body is not null)
            blocks.Add(new Block(language, body.ToString()));
        return blocks;
    }

    private static string FirstWord(ReadOnlySpan<char> info)
    {
        info = info.TrimStart('{').TrimStart('.');
        var end = info.IndexOfAny(s_wordEnds);
        return (end < 0 ? info : info[..end]).ToString();
    }

    [GeneratedRegex(@"\A\s*(?:(?:from\s+[\w.]+\s+import\b|import\s+[\w.]+\s*(?:,|as\b|;|\#|$)|def\s+\w+\s*\(|async\s+def\s|class\s+\w+\s*[:(]|@\w+|if\s+__name__\s*==|\#!|\#\s*-\*-)|[""']{3})", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex BeginsAsCode();

    [GeneratedRegex(@"^(?:from\s+[\w.]+\s+import\b|import\s+[\w.]+[ \t]*(?:,|as\b|;|\#|\r?$)|def\s+\w+\s*\(|async\s+def\s|class\s+\w+\s*[:(]|@\w+)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex FirstCodeLine();

    [GeneratedRegex(@"^(?:async[ \t]+)?(?:def|class)[ \t]+\w+", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Definition();

    [GeneratedRegex(@"\A\s*[A-Za-z_]\w*[ \t]*=[ \t]*[^=\s]", RegexOptions.NonBacktracking)]
    private static partial Regex BeginsWithAssignment();

    [GeneratedRegex(@"^[ \t]*```", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex FenceLine();

    private sealed record Block(string Language, string Text);
}
