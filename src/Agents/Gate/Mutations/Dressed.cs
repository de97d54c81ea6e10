using Rlar.Agents.Drafts;
using Rlar.Agents.Gate.Readings;

namespace Rlar.Agents.Gate.Mutations;

/// <summary>
/// Answers with something about them that nobody sees or that a page takes away: characters of no width, Markdown. A wrong answer stays wrong in it; a right
/// one is no longer the reference and nothing else.
/// </summary>
internal static class Dressed
{
    private const int LongestText = 400;
    private const char Nothing = '\u200B';
    private const char Joiner = '\u2060';
    private const char Mark = '\uFEFF';

    /// <summary>The forms of a labelled answer.</summary>
    /// <param name="probe">The answer.</param>
    /// <param name="claims">The task.</param>
    internal static IEnumerable<Variant> Of(Probe probe, TaskClaims claims)
    {
        var text = probe.Completion.Trim();
        if (text.Length is 0 or > LongestText)
            yield break;

        // Of several lines the first ones may be free.
        var isFixed = claims.IsExclusive && claims.UsesReference && !claims.Tolerates && !claims.SpeaksOfMarkup
            && !text.Contains('\n', StringComparison.Ordinal);
        var staysWrong = claims.IsSpecific && !claims.AtLeast && !claims.SpeaksOfMarkup;
        bool? certain = (probe.IsRight ? isFixed : staysWrong) ? false : null;
        foreach (var (kind, made) in Forms(text))
            yield return new Variant(probe.Query, made, kind, certain);
    }

    private static IEnumerable<(string Kind, string Text)> Forms(string text)
    {
        yield return ("a character of no width behind", text + Nothing);
        yield return ("a character of no width before", Nothing + text);
        yield return ("a byte order mark before", Mark + text);
        if (text.Length > 1)
            yield return ("a character of no width inside", text.Insert(text.Length / 2, Joiner.ToString()));
        yield return ("a character of no width as a word", $"{text} {Nothing}");
        yield return ("in bold", $"**{text}**");
        yield return ("in italics", $"*{text}*");
        yield return ("as code", $"`{text}`");
        yield return ("in a fence", $"```\n{text}\n```");
        yield return ("as a heading", $"# {text}");
        yield return ("as a quotation", $"> {text}");
    }
}
