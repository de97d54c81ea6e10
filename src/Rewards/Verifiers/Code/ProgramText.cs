using System.Text.RegularExpressions;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>
/// Finds the program in an answer: among its fenced blocks as <see cref="ProgramBlocks"/> tells; an answer that begins as code is code up to
/// a fence or a paragraph of prose; and of prose around bare code, what begins at the first line that is code and ends before the next
/// paragraph of prose.
/// </summary>
internal static partial class ProgramText
{
    /// <summary>The program, or null where there is none.</summary>
    /// <param name="completion">The answer.</param>
    /// <param name="sought">What tells it.</param>
    internal static string? Find(string completion, ProgramSought sought)
    {
        if (ThinkingSection.Answer(completion) is not { } answer)
            return null;
        if (BeginsAsCode().IsMatch(answer) && UpToFence(answer.TrimStart('\uFEFF'), sought) is { } whole)
            return Bare(whole, sought);
        if (BeginsWithAssignment().IsMatch(answer) && UpToClosing(answer) is { } assigned)
            return Bare(assigned, sought);
        var blocks = FencedBlocks.Of(answer, sought.Languages);
        if (blocks.Count > 0)
            return ProgramBlocks.Choose(blocks, sought);
        if (FencedBlocks.OfMarkup(answer) is { } marked)
            return marked;
        var start = sought.Marks is { } marks ? marks.StartOf(answer) : BareCode.Start(answer);
        return start >= 0 ? Bare(answer[start..], sought) : string.IsNullOrWhiteSpace(answer) ? null : answer;
    }

    /// <summary>The code that a text begins with.</summary>
    private static string? Bare(string text, ProgramSought sought) => sought.Marks is null ? BareCode.Of(text) : UpToProse(text);

    /// <summary>The code before a fence that closes one which stood in the prompt, or all of it without a fence; null where one opens a block.</summary>
    private static string? UpToClosing(string code)
    {
        var fence = FenceLine().Match(code);
        if (!fence.Success)
            return code;
        var line = code.AsSpan(fence.Index + fence.Length);
        var end = line.IndexOf('\n');
        var before = code[..fence.Index];
        return FenceLine().Count(code) % 2 == 1 && (end < 0 ? line : line[..end]).IsWhiteSpace()
            && BareCode.Of(before)?.Length == before.Length ? before : null;
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
        // LeetCode's entry points are expressions: Solution().twoSum is of the class Solution.
        var end = name.AsSpan().IndexOfAny('.', '(');
        name = end < 0 ? name : name[..end];
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
    /// The code before the first fence, which closes one that stood in the prompt or opens a block behind the code; null where that block has
    /// the program instead. A fence within a triple-quoted string is part of the code.
    /// </summary>
    private static string? UpToFence(string code, ProgramSought sought)
    {
        var fence = FenceLine().Match(code);
        if (!fence.Success)
            return code;
        var before = code[..fence.Index];
        var isClosing = FenceLine().Count(code) % 2 == 1;
        if (!isClosing && (before.AsSpan().Count("\"\"\"") + before.AsSpan().Count("'''")) % 2 == 1)
            return code;
        if (isClosing)
            return before;
        var head = Label().Replace(before, "");
        return sought.Names.Count == 0 || sought.Names.Any(PythonNames.Of(head).Defines) ? head : null;
    }

    /// <summary>The code before a paragraph of prose at its end; a paragraph within a triple-quoted string is none.</summary>
    private static string UpToProse(string code)
    {
        int from = 0, quotes = 0;
        foreach (var prose in Prose().EnumerateMatches(code))
        {
            quotes += code.AsSpan(from, prose.Index - from).Count("\"\"\"") + code.AsSpan(from, prose.Index - from).Count("'''");
            from = prose.Index;
            if (quotes % 2 == 0)
                return code[..prose.Index];
        }

        return code;
    }

    [GeneratedRegex(
        @"\A\s*(?:(?:from\s+[\w.]+\s+import\b|import\s+[\w.]+\s*(?:,|as\b|;|\#|$)"
        + @"|def\s+\w+\s*\(|async\s+def\s|class\s+\w+\s*[:(]|@\w+"
        + @"|if\s+__name__\s*==|\#!|\#\s*-\*-)|[""']{3})",
        RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex BeginsAsCode();

    [GeneratedRegex(@"^(?:async[ \t]+)?(?:def|class)[ \t]+\w+", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Definition();

    [GeneratedRegex(@"\A\s*[A-Za-z_]\w*[ \t]*=[ \t]*[^=\s]", RegexOptions.NonBacktracking)]
    private static partial Regex BeginsWithAssignment();

    // "Example usage:" before a block, which no Python line is: those that end so begin with a keyword or are indented.
    [GeneratedRegex(@"\n(?:#+ |\*\*)?[A-Z][\w ]*:?(?:\*\*)?:?\s*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    [GeneratedRegex(@"^[ \t]*```", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex FenceLine();

    [GeneratedRegex(@"^[ \t\r]*\n(?:[A-Z][A-Za-z']*,?|I)(?: [A-Za-z0-9'`,()_-]+){2,}[^=\n]*[.:!]\r?$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Prose();
}
