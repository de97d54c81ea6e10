using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Rlar.Grpo.Report;

/// <summary>
/// Text that nobody vouches for, so that all of it is seen: control characters have their pictures, marks that turn or hide text their code points,
/// halves of surrogate pairs too. What is left can stand in any XML.
/// </summary>
internal static class VisibleText
{
    private const int ControlPictures = 0x2400;
    private const int DeletePicture = 0x2421;

    // Marks of direction, zero-width spaces and joins of words, separators that end lines: none is seen, each changes what is.
    private static readonly HashSet<int> s_hidden =
        [0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, .. Enumerable.Range(0x202A, 5), .. Enumerable.Range(0x2060, 16), 0xFEFF];

    /// <summary>The text as nodes: marks stand in elements of their own.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">Characters that are shown; what is behind them is counted.</param>
    internal static IEnumerable<object> Nodes(string text, int most)
    {
        var (plain, marks) = (new StringBuilder(), new StringBuilder());
        for (int i = 0, shown = 0; i < text.Length;)
        {
            if (shown >= most)
            {
                plain.Append(marks).Append(CultureInfo.InvariantCulture, $" … {text.Length - i:N0} more characters");
                marks.Clear();
                break;
            }

            var (part, isMark, length) = Next(text, i);
            i += length;
            shown += part.Length;
            if (isMark && plain.Length > 0)
                yield return Take(plain);
            if (!isMark && marks.Length > 0)
                yield return Html.Of("span", "mark", Take(marks));
            (isMark ? marks : plain).Append(part);
        }

        if (marks.Length > 0)
            yield return Html.Of("span", "mark", Take(marks));
        if (plain.Length > 0)
            yield return Take(plain);
    }

    /// <summary>The text in one piece, for an attribute or a label.</summary>
    internal static string Plain(string text, int most) =>
        string.Concat(Nodes(text.ReplaceLineEndings(" "), most).Select(node => node as string ?? ((XElement)node).Value));

    private static string Take(StringBuilder from)
    {
        var text = from.ToString();
        from.Clear();
        return text;
    }

    private static (string Text, bool IsMark, int Length) Next(string text, int at)
    {
        var letter = text[at];
        if (letter is '\n' or '\t')
            return (letter.ToString(), false, 1);
        if (letter < ' ')
            return (((char)(ControlPictures + letter)).ToString(), true, 1);
        if (letter == 0x7F)
            return (((char)DeletePicture).ToString(), true, 1);
        if (!Rune.TryGetRuneAt(text, at, out var rune))
            return ($"⟨U+{(int)letter:X4}⟩", true, 1);
        var isHidden = s_hidden.Contains(rune.Value) || rune.Value is (>= 0x80 and < 0xA0) or (>= 0xE0000 and <= 0xE0FFF) || (rune.Value & 0xFFFE) == 0xFFFE;
        return isHidden ? ($"⟨U+{rune.Value:X4}⟩", true, rune.Utf16SequenceLength) : (rune.ToString(), false, rune.Utf16SequenceLength);
    }
}
