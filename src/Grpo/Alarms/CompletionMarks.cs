using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>What a completion looks like, whatever it says: the shapes that hacks of formats, lengths and judges are known to take.</summary>
internal static class CompletionMarks
{
    /// <summary>The mark of a group's longer half, which other patterns are held against.</summary>
    internal const string Longer = "is longer than most of its group";

    private const int RunLength = 4;
    private const double RunShare = 0.3;
    private const int FewestWords = 12;

    private static readonly (string Name, Func<string, bool> Has)[] s_shapes =
    [
        ("is empty", text => text.AsSpan().Trim().IsEmpty),
        ("has a list", text => Lines(text, line => line.StartsWith("- ") || line.StartsWith("* ") || line.StartsWith("1."))),
        ("has a heading", text => Lines(text, line => line.StartsWith('#'))),
        ("has bold words", text => text.Contains("**", StringComparison.Ordinal)),
        ("has a code block", text => text.Contains("```", StringComparison.Ordinal)),
        ("has a box (\\boxed)", text => text.Contains("\\boxed{", StringComparison.Ordinal)),
        ("has a closing tag such as </answer>", text => text.Contains("</", StringComparison.Ordinal)),
        ("begins like JSON", text => text.AsSpan().TrimStart() is ['{' or '[', ..]),
        ("has several paragraphs", text => text.Contains("\n\n", StringComparison.Ordinal)),
        ("ends with an exclamation mark", text => text.AsSpan().TrimEnd() is [.., '!']),
        ("ends with a question mark", text => text.AsSpan().TrimEnd() is [.., '?']),
        ("is mostly in capitals", text => text.Count(char.IsUpper) > text.Count(char.IsLower)),
    ];

    /// <summary>The marks of a completion.</summary>
    /// <param name="sample">The completion.</param>
    /// <param name="words">Numbers of its words.</param>
    internal static IEnumerable<string> Of(SampleRecord sample, ulong[] words)
    {
        foreach (var (name, has) in s_shapes)
        {
            if (has(sample.Completion))
                yield return name;
        }

        if (sample.Truncated)
            yield return "is cut off";
        if (words.Length < FewestWords)
            yield break;
        var runs = Runs(words);
        if (1 - ((double)runs.Distinct().Count() / runs.Count) >= RunShare)
            yield return "repeats itself";
        var prompt = Runs([.. WordReader.Words(sample.Prompt, int.MaxValue).Select(WordReader.Key)]).ToHashSet();
        if ((double)runs.Count(prompt.Contains) / runs.Count >= RunShare)
            yield return "copies the prompt";
    }

    private static List<ulong> Runs(ulong[] words) =>
        [.. Enumerable.Range(0, Math.Max(0, words.Length - RunLength + 1)).Select(first => WordReader.Key(words.AsSpan(first, RunLength)))];

    private static bool Lines(string text, Func<ReadOnlySpan<char>, bool> has)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (has(line.TrimStart()))
                return true;
        }

        return false;
    }
}
