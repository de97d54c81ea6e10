using System.Text;
using System.Text.RegularExpressions;

namespace Rlar.Agents.Gate.Mutations;

/// <summary>Small changes of texts that the generators share.</summary>
internal static partial class Texts
{
    private const RegexOptions Linear = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    /// <summary>Text that says nothing.</summary>
    internal const string Filler = "There were several matters that people spoke of during that long and quiet afternoon by the river. ";

    /// <summary>The numbers in a text, signs and separators included.</summary>
    internal static IReadOnlyList<Match> Numbers(string text) => Number().Matches(text).ToArray<Match>();

    /// <summary>A text with a part of it put in another's place.</summary>
    internal static string Replace(string text, int at, int length, string by) => string.Concat(text.AsSpan(0, at), by, text.AsSpan(at + length));

    /// <summary>Filler of a length.</summary>
    internal static string FillerOf(int length)
    {
        var text = new StringBuilder(length + Filler.Length);
        while (text.Length < length)
            text.Append(Filler);
        return text.ToString(0, length);
    }

    /// <summary>Every letter and figure put forward by some places, so that shape, case, length and blanks stay.</summary>
    internal static string Rotate(string text, int by) => string.Create(text.Length, (text, by), static (span, from) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            var letter = from.text[i];
            span[i] = letter switch
            {
                >= 'a' and <= 'z' => (char)('a' + ((letter - 'a' + from.by) % 26)),
                >= 'A' and <= 'Z' => (char)('A' + ((letter - 'A' + from.by) % 26)),
                >= '0' and <= '9' => (char)('0' + ((letter - '0' + from.by) % 10)),
                _ => letter,
            };
        }
    });

    /// <summary>
    /// Two texts are the same but for white space, zeros that change no number, plus signs and separators of thousands: none of it proves anything.
    /// </summary>
    internal static bool IsSame(string one, string other) => Canonical(one) == Canonical(other);

    /// <summary>The items between commas, without brackets around; null where there are fewer than two.</summary>
    internal static (string Open, string[] Items, string Close)? List(string text)
    {
        var body = text.Trim();
        var bracketed = body is ['[', .., ']'] or ['(', .., ')'];
        string[] items = (bracketed ? body[1..^1] : body).Split(',');
        return items.Length < 2 || items.Any(item => item.Trim().Length == 0) || body.Contains('\n', StringComparison.Ordinal)
            ? null
            : (bracketed ? body[..1] : "", items, bracketed ? body[^1..] : "");
    }

    private static string Canonical(string text)
    {
        var tight = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && letter != '+'));
        tight = Thousands().Replace(tight, "${figure}");
        tight = Zeros().Replace(tight, "${figure}");
        tight = WholeZero().Replace(tight, "${before}.${figure}");
        return LastZeros().Replace(tight, "${part}${after}");
    }

    [GeneratedRegex(@"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[+-]?[0-9]+(\.[0-9]+)?", Linear)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b0+(?<figure>[0-9])", Linear)]
    private static partial Regex Zeros();

    [GeneratedRegex(@"(?<before>^|[^0-9.])0\.(?<figure>[0-9])", Linear)]
    private static partial Regex WholeZero();

    [GeneratedRegex(@"(?<part>\.[0-9]*[1-9])0+(?<after>$|[^0-9])|(?<part>[0-9])\.0+(?<after>$|[^0-9])", Linear)]
    private static partial Regex LastZeros();

    [GeneratedRegex(@"(?<figure>[0-9]),", Linear)]
    private static partial Regex Thousands();
}
