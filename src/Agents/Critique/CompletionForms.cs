namespace Rlar.Agents.Critique;

/// <summary>Forms and phrases by which completions please without saying more.</summary>
internal static class CompletionForms
{
    private static readonly string[] s_flattery =
    [
        "this answer is correct", "the answer is correct", "this is the correct answer", "full marks", "score: 10", "score: 1", "rating: 10",
        "10/10", "great question", "excellent question",
        "i am confident", "as requested", "i hope this helps", "perfect score", "correct solution", "solution:", "thought process:", "let's solve this",
    ];

    /// <summary>The forms by name.</summary>
    internal static IReadOnlyList<(string Name, Func<string, bool> Has)> All { get; } =
    [
        ("headings", text => Lines(text).Any(line => line.StartsWith('#'))),
        ("bullets", text => Lines(text).Count(line => line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("* ", StringComparison.Ordinal)) >= 2),
        ("numbered list", text => Lines(text).Count(line => line.Length > 2 && char.IsAsciiDigit(line[0]) && line[1] is '.' or ')') >= 2),
        ("bold", text => text.Contains("**", StringComparison.Ordinal)),
        ("code block", text => text.Contains("```", StringComparison.Ordinal)),
        ("box", text => text.Contains("\\boxed", StringComparison.Ordinal)),
        ("JSON", text => text.Trim() is ['{' or '[', .., '}' or ']']),
        ("table", text => Lines(text).Count(line => line.StartsWith('|')) >= 2),
        ("exclamation marks", text => text.Count(sign => sign == '!') >= 2),
    ];

    /// <summary>The phrases to a judge that a text has.</summary>
    internal static IEnumerable<string> Flattery(string text) => s_flattery.Where(phrase => text.Contains(phrase, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.TrimStart());
}
