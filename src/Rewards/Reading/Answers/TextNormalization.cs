using System.Buffers;
using System.Globalization;
using System.Text;

namespace Rlar.Rewards.Reading.Answers;

/// <summary>
/// The normalisation of SQuAD's evaluation: compatibility forms (NFKC), lower case, no punctuation, no English articles, single spaces.
/// </summary>
internal static partial class TextNormalization
{
    /// <summary>Normalises.</summary>
    /// <param name="text">The text.</param>
    public static string Normalize(string text)
    {
        var folded = UnicodeForms.Of(WellFormed(text), NormalizationForm.FormKC);
        var letters = new StringBuilder(folded.Length);
        foreach (var c in folded)
        {
            if (char.IsWhiteSpace(c))
                letters.Append(' ');
            else if (!char.IsPunctuation(c) && !(char.IsAscii(c) && char.IsSymbol(c)))
                letters.Append(char.ToLower(c, CultureInfo.InvariantCulture));
        }

        var words = letters.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Where(word => word is not ("a" or "an" or "the")));
    }

    /// <summary>
    /// Compatibility forms, without invisible characters. What is raised stays raised: 10\u00b2 is 10^2 and no 102, and letters that are written small and
    /// high are no word.
    /// </summary>
    internal static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var wellFormed = WellFormed(text);
        if (!wellFormed.AsSpan().ContainsAnyExceptInRange('\0', '\u024f') && !wellFormed.AsSpan().ContainsAny(s_raised))
            return UnicodeForms.Of(wellFormed, NormalizationForm.FormKC);
        var kept = new StringBuilder(wellFormed.Length);
        var (from, isRaised) = (0, false);
        for (var at = 0; at < wellFormed.Length; at++)
        {
            var c = wellFormed[at];
            var isDigit = c is '\u00b2' or '\u00b3' or '\u00b9' or '\u2070' or (>= '\u2074' and <= '\u2079') or '\u207b';
            var isLetter = c is (>= '\u02b0' and <= '\u02b8') or (>= '\u1d2c' and <= '\u1d6a') or '\u2071' or '\u207f';
            var isHidden = c is (>= '\u200b' and <= '\u200f') or '\u2060' or '\ufeff' or '\u00ad';
            if (isDigit || isLetter || isHidden)
            {
                kept.Append(UnicodeForms.Of(wellFormed[from..at], NormalizationForm.FormKC));
                from = at + 1;
                if (isDigit && !isRaised)
                    kept.Append('^');
                if (!isHidden)
                    kept.Append(isDigit ? c.ToString().Normalize(NormalizationForm.FormKC) : c.ToString());
            }

            isRaised = isDigit;
        }

        return kept.Append(UnicodeForms.Of(wellFormed[from..], NormalizationForm.FormKC)).ToString();
    }

    private static readonly SearchValues<char> s_raised = SearchValues.Create("\u00b2\u00b3\u00b9\u00ad");

    // A lone surrogate cannot be normalised; it stays visible as U+FFFD and equals nothing that was meant.
    private static string WellFormed(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
                return string.Concat(text.EnumerateRunes());
        }

        return text;
    }
}
