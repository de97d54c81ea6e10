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
        var folded = WellFormed(text).Normalize(NormalizationForm.FormKC);
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
