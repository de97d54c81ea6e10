using System.Globalization;

namespace Rlar.Rewards.Judges;

/// <summary>What of a completion a judge reads.</summary>
internal static class JudgedAnswer
{
    /// <summary>The answer: what follows the thinking, unless that is kept; "" where there is none.</summary>
    internal static string Of(string completion, bool keepsThinking) => keepsThinking ? completion : ThinkingSection.Answer(completion)?.Trim() ?? "";

    /// <summary>
    /// Whether a text says nothing: blanks and punctuation alone. A judge is not asked about such a text: "." and ":" are among the strings that
    /// fool large judges, too (arXiv 2507.08794).
    /// </summary>
    internal static bool IsBlank(string answer) => answer.All(character => char.IsWhiteSpace(character) || char.IsPunctuation(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format);
}
