using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Patterns;

/// <summary>
/// A regular expression of Oniguruma over code points, run by .NET over UTF-16: for the match every character beyond the first plane is replaced by one of
/// the first plane that has its category and that the pattern does not name.
/// </summary>
internal sealed class TranslatedRegex
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    private readonly Regex _regex;
    private readonly char[] _standIns;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It uses a construct that is not read.</exception>
    internal TranslatedRegex(string pattern)
    {
        Source = pattern;
        var translator = new RegexTranslator(pattern);
        try
        {
            _regex = new Regex(translator.Translate(), RegexOptions.CultureInvariant | RegexOptions.Compiled, s_timeout);
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"the regular expression '{pattern}' cannot be read: {error.Message}", error);
        }

        _standIns = new char[30];
        for (var category = 0; category < 30; category++)
            _standIns[category] = StandIn((UnicodeCategory)category, translator);
    }

    /// <summary>The pattern as it was given.</summary>
    internal string Source { get; }

    /// <summary>The matches, in order, as UTF-16 ranges.</summary>
    internal void Find(ReadOnlySpan<char> text, List<(int Start, int Length)> matches)
    {
        if (!text.ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            foreach (var match in _regex.EnumerateMatches(text))
                matches.Add((match.Index, match.Length));
            return;
        }

        var shadow = new StringBuilder(text.Length);
        var places = new int[text.Length + 1];
        for (var at = 0; at < text.Length;)
        {
            var codePoint = Utf16Text.At(text, at, out var length);
            places[shadow.Length] = at;
            shadow.Append(length == 1 ? text[at] : _standIns[(int)CharUnicodeInfo.GetUnicodeCategory(codePoint)]);
            at += length;
        }

        places[shadow.Length] = text.Length;
        foreach (var match in _regex.EnumerateMatches(shadow.ToString()))
            matches.Add((places[match.Index], places[match.Index + match.Length] - places[match.Index]));
    }

    private static char StandIn(UnicodeCategory category, RegexTranslator translator)
    {
        // From above: the pattern's own letters are mostly low, and so are the ones with case partners in ASCII.
        for (var c = '\uFFFF'; c > '\u0100'; c--)
        {
            if (char.GetUnicodeCategory(c) == category && !translator.Names(c) && !char.IsWhiteSpace(c))
                return c;
        }

        // Line and paragraph separators, spaces and controls have no member beyond the first plane.
        return '\0';
    }
}
