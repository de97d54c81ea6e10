using System.Text;
using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Reading;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Metrics.Ter;

/// <summary>Cuts texts into words as tercom's normaliser does, in sacrebleu's rendering of it.</summary>
/// <param name="options">The settings.</param>
internal sealed class TerWords(TerOptions options)
{
    private readonly Scratch<char> _lower = new();
    private readonly WordList _words = new();

    /// <summary>The words of the text cut last.</summary>
    internal ReadOnlySpan<(int Start, int Length)> Places => _words.Places;

    /// <summary>Cuts a text.</summary>
    /// <returns>What the places are places in.</returns>
    internal ReadOnlySpan<char> Cut(ReadOnlySpan<char> text)
    {
        text = PythonText.StripEnd(text);
        if (!options.CaseSensitive)
        {
            PythonLowercase.To(text, _lower);
            text = _lower.Items;
        }

        if (text.Length > 0 && options.Normalized)
            text = Normalize(text.ToString());
        if (text.Length > 0 && options.NoPunctuation)
            text = WithoutPunctuation(text);
        _words.Clear();
        _words.Split(text);
        return text;
    }

    /// <summary>
    /// Cuts a reference. sacrebleu normalises it twice, and the second time cuts what the first has set apart ("..5" is ". .5", then ". . 5").
    /// </summary>
    /// <returns>What the places are places in.</returns>
    internal ReadOnlySpan<char> CutReference(ReadOnlySpan<char> text)
    {
        text = Cut(text);
        if (!options.Normalized)
            return text;
        var once = new StringBuilder(text.Length + 16);
        foreach (var (start, length) in _words.Places)
            once.Append(once.Length == 0 ? "" : " ").Append(text.Slice(start, length));
        return Cut(once.ToString());
    }

    private string Normalize(string text)
    {
        text = text.Replace("\n-", "", StringComparison.Ordinal).Replace('\n', ' ')
            .Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal);
        text = Around($" {text} ", IsWesternSymbol).Replace("'s ", " 's ", StringComparison.Ordinal);
        text = Pairs(text, (c, next) => !char.IsAsciiDigit(c) && next is '.' or ',', spaceBefore: false);
        text = Pairs(text, (c, next) => c is '.' or ',' && !char.IsAsciiDigit(next), spaceBefore: true);
        text = Pairs(text, (c, next) => char.IsAsciiDigit(c) && next == '-', spaceBefore: false);
        return options.AsianSupport ? Around(text, IsAsianSymbol) : text;
    }

    // re.sub of one character by itself between spaces.
    private static string Around(string text, Func<char, bool> isSymbol)
    {
        var spaced = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (isSymbol(c))
                spaced.Append(' ').Append(c).Append(' ');
            else
                spaced.Append(c);
        }

        return spaced.ToString();
    }

    // re.sub of two characters, which do not overlap with the next two: a space between them, and one before or after them.
    private static string Pairs(string text, Func<char, char, bool> isPair, bool spaceBefore)
    {
        var spaced = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 == text.Length || !isPair(text[i], text[i + 1]))
            {
                spaced.Append(text[i]);
                continue;
            }

            if (spaceBefore)
                spaced.Append(' ');
            spaced.Append(text[i]).Append(' ').Append(text[++i]);
            if (!spaceBefore)
                spaced.Append(' ');
        }

        return spaced.ToString();
    }

    private string WithoutPunctuation(ReadOnlySpan<char> text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!(c is '.' or ',' or '?' or ':' or ';' or '!' or '"' or '(' or ')') && !(options.AsianSupport && IsAsianPunctuation(c)))
                kept.Append(c);
        }

        return kept.ToString();
    }

    private static bool IsWesternSymbol(char c) =>
        c is (>= '{' and <= '~') or (>= '[' and <= '`') or (>= ' ' and <= '&') or (>= '(' and <= '+') or (>= ':' and <= '@') or '/';

    private static bool IsAsianPunctuation(char c) =>
        c is '\u3001' or '\u3002' or (>= '\u3008' and <= '\u3011') or (>= '\u3014' and <= '\u301F') or (>= '\uFF61' and <= '\uFF65') or '\u30FB'
            or '\uFF0E' or '\uFF0C' or '\uFF1F' or '\uFF1A' or '\uFF1B' or '\uFF01' or '\uFF02' or '\uFF08' or '\uFF09';

    // sacrebleu's patterns for Hiragana and Katakana never match: they ask for the beginning of a text that begins with a space. Its range for
    // enclosed letters ends at U+3F22, a slip for U+32FF that makes no difference beside the others.
    private static bool IsAsianSymbol(char c) =>
        c is (>= '\u2E80' and <= '\u2EFF') or (>= '\u31C0' and <= '\u31EF') or (>= '\u3200' and <= '\u4DBF') or (>= '\u4E00' and <= '\u9FFF')
            or (>= '\uF900' and <= '\uFAFF') or (>= '\uFE30' and <= '\uFE4F')
        || IsAsianPunctuation(c);
}
