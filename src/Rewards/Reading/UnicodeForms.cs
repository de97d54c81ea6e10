using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Rlar.Rewards.Reading;

/// <summary>
/// Unicode's normal forms in linear time. ICU, which .NET asks, puts the marks behind a letter in their order by insertion: half a million marks above
/// and below by turns take it minutes. Long runs of marks are therefore sorted before it sees them, which changes nothing in what comes out.
/// </summary>
internal static class UnicodeForms
{
    /// <summary>Runs of as many marks are left to ICU.</summary>
    internal const int LongestLeft = 128;

    private const char Refused = '\uFFFE';
    private static readonly Lazy<FrozenDictionary<Rune, int>> s_order = new(Order);

    /// <summary>
    /// The normal form of a text. U+FFFE, which is no character and which no form changes, stays: .NET refuses it, and a completion could fail its tool.
    /// </summary>
    /// <param name="text">The text, without lone surrogates.</param>
    /// <param name="form">The form.</param>
    /// <exception cref="ArgumentException">The text has a lone surrogate.</exception>
    public static string Of(string text, NormalizationForm form)
    {
        if (text.Contains(Refused))
            return string.Join(Refused, text.Split(Refused).Select(part => Of(part, form)));
        return (HasLongRun(text) ? Sorted(text, form) : text).Normalize(form);
    }

    /// <summary>An equivalent text whose marks are decomposed and in canonical order.</summary>
    internal static string Sorted(string text, NormalizationForm form)
    {
        var apart = form is NormalizationForm.FormC or NormalizationForm.FormD ? NormalizationForm.FormD : NormalizationForm.FormKD;
        var sorted = new StringBuilder(text.Length);
        var run = new List<Rune>();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsMark(rune))
            {
                foreach (var part in rune.ToString().Normalize(apart).EnumerateRunes())
                    Add(part);
            }
            else
            {
                Add(rune);
            }
        }

        Flush();
        return sorted.ToString();

        void Add(Rune rune)
        {
            if (Class(rune) > 0)
            {
                run.Add(rune);
                return;
            }

            Flush();
            sorted.Append(rune.ToString());
        }

        void Flush()
        {
            foreach (var mark in run.OrderBy(Class))
                sorted.Append(mark.ToString());
            run.Clear();
        }
    }

    /// <summary>The place of a mark's combining class among all; 0 for what stays where it is.</summary>
    internal static int Class(Rune rune) => s_order.Value.GetValueOrDefault(rune);

    /// <summary>Whether a character is a mark, or becomes one: the sound marks of half width (U+FF9E) do in compatibility forms.</summary>
    internal static bool IsMark(Rune rune) => rune.Value >= 0x300
        && (rune.Value is 0xFF9E or 0xFF9F
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);

    private static bool HasLongRun(string text)
    {
        if (text.Length <= LongestLeft || !text.AsSpan().ContainsAnyExceptInRange('\0', '\u02ff'))
            return false;
        var run = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            run = IsMark(rune) ? run + 1 : 0;
            if (run > LongestLeft)
                return true;
        }

        return false;
    }

    // .NET does not tell combining classes; but of two marks its normalisation swaps those, and only those, whose classes descend.
    private static FrozenDictionary<Rune, int> Order()
    {
        var (first, last) = (new Rune(0x334), new Rune(0x345)); // the least and the greatest class
        var marks = Enumerable.Range(0x300, 0x110000 - 0x300).Where(Rune.IsValid).Select(value => new Rune(value)).Where(IsMark)
            .Where(mark => Swaps(mark, first) || Swaps(last, mark)).ToList();
        marks.Sort((a, b) => Swaps(a, b) ? 1 : Swaps(b, a) ? -1 : a.Value.CompareTo(b.Value));
        var order = new Dictionary<Rune, int>();
        for (var at = 0; at < marks.Count; at++)
            order[marks[at]] = at == 0 ? 1 : order[marks[at - 1]] + (Swaps(marks[at], marks[at - 1]) ? 1 : 0);
        return order.ToFrozenDictionary();
    }

    private static bool Swaps(Rune one, Rune other) => $"{one}{other}".Normalize(NormalizationForm.FormD) == $"{other}{one}" && one != other;
}
