using System.Globalization;
using System.Text;

namespace Rlar.Agents.Classification;

/// <summary>The words of a text: lower case, Latin letters without their accents, digits as one sign; each character of Chinese and Japanese is one.</summary>
internal static class Words
{
    private const int MostLetters = 32;
    private const char FirstUnfolded = '\u0250';
    private static readonly char[] s_folded = Fold();

    /// <summary>The words.</summary>
    internal static List<string> Of(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        var word = new StringBuilder(MostLetters);
        foreach (var character in text)
        {
            if (IsUnspaced(character))
            {
                End();
                words.Add(character.ToString());
            }
            else if (char.IsAsciiDigit(character))
            {
                // 7, 840 and 2024 are one word: a number.
                if (word.Length == 0)
                    word.Append('0');
                else if (word[^1] != '0')
                    word.Append('0');
            }
            else if (char.IsLetter(character) || IsMark(character) || (character is '+' or '#' && word.Length > 0))
            {
                if (word.Length < MostLetters)
                    word.Append(Folded(character));
            }
            else
            {
                End();
            }
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>A letter in lower case and, if it is Latin, without its accent.</summary>
    internal static char Folded(char letter) => letter < FirstUnfolded ? s_folded[letter] : letter == 'ё' ? 'е' : char.ToLowerInvariant(letter);

    /// <summary>Whether a letter belongs to a script that does not part words: Chinese, Japanese, Thai.</summary>
    internal static bool IsUnspaced(char letter) => letter is (>= '\u0e00' and <= '\u0e7f') or (>= '\u3040' and <= '\u30ff') or (>= '\u3400' and <= '\u9fff');

    private static bool IsMark(char character) =>
        character >= FirstUnfolded && char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static char[] Fold()
    {
        var table = new char[FirstUnfolded];
        for (var letter = '\0'; letter < FirstUnfolded; letter++)
            table[letter] = char.ToLowerInvariant(letter.ToString().Normalize(NormalizationForm.FormD)[0]);
        (table['ß'], table['ø'], table['Ø'], table['ł'], table['Ł'], table['ı'], table['æ'], table['đ']) = ('s', 'o', 'o', 'l', 'l', 'i', 'a', 'd');
        return table;
    }
}
