using System.Globalization;
using System.Text;
using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>When two words are one: the same letters, the same number, or two inflections of a common noun or verb.</summary>
internal static class WordForms
{
    // A name keeps its letters: Adams is not Adam. What is this long is no two names.
    private const int LongStem = 7;
    private const int LeastMarked = 5;
    private static readonly Words s_endings = new("- s es e ed d er ers r rs ing ings y ies ied ly n an ian al ion ions or ors");

    /// <summary>Whether a word of an answer is a word of a reference or question.</summary>
    internal static bool AreSame(ReadText answer, int at, ReadText other, int with)
    {
        var (one, two) = (answer.Words[at], other.Words[with]);
        if (one.Kind == WordKind.Number || two.Kind == WordKind.Number)
            return one.Kind == two.Kind && one.Value == two.Value;
        if (one.Sense != 0 && one.Sense == two.Sense
            && (((one.Roles | two.Roles) & WordRoles.Demonym) == WordRoles.None
                || (IsWhole(other) && !(at + 1 < answer.Count && answer.Words[at + 1].IsCapital))))
            return true;
        var left = answer[at];
        var right = other[with];
        if (left[0] != right[0] && char.IsAscii(right[0]))
            return false;
        if (left.SequenceEqual(right))
            return true;
        if (IsHangul(right[0]))
            return right.Length > 1 && left.Length - right.Length is > 0 and <= 4 && left.StartsWith(right) && IsHangul(left[^1]);
        if (one.IsScript || two.IsScript)
            return false;
        if (left.Contains('.') || right.Contains('.') || left.Contains('\'') || right.Contains('\''))
            return AreSameLetters(left, right);
        return AreInflections(left, right, two.IsCapital) || (!Ascii.IsValid(right) && IsWithoutMarks(left, right))
            || (one.IsCapital && left.Length >= LeastMarked && !Ascii.IsValid(left) && Ascii.IsValid(right) && IsWithoutMarks(right, left));
    }

    // The word alone, or with an article.
    private static bool IsWhole(ReadText text) => text.Count == 1 || (text.Count == 2 && text.Is(0, WordRoles.Function));

    /// <summary>Whether a given name is written shorter or longer: Will and William, J and Jane.</summary>
    internal static bool AreNames(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        left.Length > 0 && right.Length > 0 && (left.Length is 1 or >= 3 || left is [_, '.'])
        && (left.Length > right.Length ? AreNames(right, left) : right.StartsWith(left.TrimEnd('.')) || IsPetName(left, right));

    // Freddy and Freddie
    private static bool IsPetName(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        const int stem = 4;
        var shared = left.CommonPrefixLength(right);
        return shared >= stem && left[shared..] is "" or "y" or "i" or "ie" && right[shared..] is "" or "y" or "i" or "ie" or "ey";
    }

    // A Korean word carries its particles and its verb of being.
    private static bool IsHangul(char c) => c is >= '\uac00' and <= '\ud7a3';

    // U.S. and US, don't and dont; the letters of a word with points between them are no word.
    private static bool AreSameLetters(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var (i, j) = (0, 0);
        while (true)
        {
            while (i < left.Length && left[i] is '.' or '\'')
                i++;
            while (j < right.Length && right[j] is '.' or '\'')
                j++;
            if (i == left.Length || j == right.Length)
                return i == left.Length && j == right.Length && (left.Contains('.') == right.Contains('.') || Math.Max(left.Length, right.Length) <= 5);
            if (left[i++] != right[j++])
                return false;
        }
    }

    private static bool AreInflections(ReadOnlySpan<char> left, ReadOnlySpan<char> right, bool isName)
    {
        var shared = left.CommonPrefixLength(right);
        if (left.Length == right.Length && shared > 3 && left.Length - shared > 2 && left[shared] is 's' or 'z' && right[shared] is 's' or 'z'
            && left[(shared + 1)..].SequenceEqual(right[(shared + 1)..]))
            return true; // organisation
        if (shared < 3 || shared < Math.Max(left.Length, right.Length) - 4 || (isName && shared < LongStem))
            return false;
        return IsEnding(left, shared) && IsEnding(right, shared);
    }

    private static bool IsEnding(ReadOnlySpan<char> word, int stem)
    {
        var ending = word[stem..];
        if (ending.Length > 1 && ending[0] == word[stem - 1])
            ending = ending[1..]; // running
        return ending.Length == 0 || s_endings.Has(ending);
    }

    // An answer may leave accents out, and set those of a name.
    private static bool IsWithoutMarks(ReadOnlySpan<char> plain, ReadOnlySpan<char> marked)
    {
        var at = 0;
        foreach (var c in UnicodeForms.Of(marked.ToString(), NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            var letter = c switch { 'ø' => 'o', 'ł' => 'l', 'đ' => 'd', 'ı' => 'i', _ => c };
            if (at == plain.Length || plain[at++] != letter)
                return false;
        }

        return at == plain.Length;
    }
}
