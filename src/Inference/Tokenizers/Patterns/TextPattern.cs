using System.Text.RegularExpressions;

namespace Rlar.Inference.Tokenizers.Patterns;

/// <summary>What Split and Replace look for: a text, the word pattern of a known family, or another regular expression.</summary>
internal sealed class TextPattern
{
    private readonly WordScanner? _scanner;
    private readonly TranslatedRegex? _regex;

    private TextPattern(string? literal, WordScanner? scanner, TranslatedRegex? regex) => (Literal, _scanner, _regex) = (literal, scanner, regex);

    /// <summary>The text, if that is what is looked for.</summary>
    internal string? Literal { get; }

    /// <summary>Looks for a text.</summary>
    internal static TextPattern OfText(string text) => new(text, null, null);

    /// <summary>Looks for a regular expression in Oniguruma's syntax.</summary>
    /// <exception cref="FormatException">The expression uses a construct that is not read.</exception>
    internal static TextPattern OfRegex(string pattern, bool scanners = true) =>
        scanners && WordScanner.For(pattern) is { } scanner ? new(null, scanner, null) : new(null, null, new TranslatedRegex(pattern));

    /// <summary>The matches, in order, as UTF-16 ranges.</summary>
    internal void Find(ReadOnlySpan<char> text, List<(int Start, int Length)> matches)
    {
        if (_scanner is not null)
        {
            for (var at = 0; at < text.Length;)
            {
                var end = _scanner.Next(text, at);
                matches.Add((at, end - at));
                at = end;
            }
        }
        else if (_regex is not null)
        {
            try
            {
                _regex.Find(text, matches);
            }
            catch (RegexMatchTimeoutException error)
            {
                throw new InferenceException(
                    $"The tokenizer's pattern '{_regex.Source}' took longer than {error.MatchTimeout} "
                    + $"on a text of {text.Length} characters. Cut the text.", error);
            }
        }
        else if (Literal!.Length > 0)
        {
            for (int at = 0, found; (found = text[at..].IndexOf(Literal)) >= 0; at += found + Literal.Length)
                matches.Add((at + found, Literal.Length));
        }
    }
}
