using System.Globalization;
using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Reading;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Metrics.Bleu;

/// <summary>
/// The words of mteval-v14.pl: a space after a punctuation mark with no number before it, around one with no number after it, around every symbol,
/// in substitutions that do not overlap. Categories are those of this .NET's Unicode.
/// </summary>
internal sealed class InternationalWords
{
    private readonly Scratch<(int Start, Kind Kind)> _points = new();
    private readonly Scratch<bool> _gaps = new();

    private enum Kind : byte
    {
        Other,
        Number,
        Punctuation,
        Symbol,
        Space,
    }

    /// <summary>Cuts a text.</summary>
    internal void Cut(ReadOnlySpan<char> text, WordList words)
    {
        Read(text);
        var points = _points.Items;
        var gaps = _gaps.Resize(points.Length + 1); // whether a space was set before a code point; the last: at the end
        gaps.Clear();
        for (var i = 0; i + 1 < points.Length; i++)
        {
            if (points[i].Kind != Kind.Number && points[i + 1].Kind == Kind.Punctuation)
                gaps[i + 1] = gaps[++i + 1] = true;
        }

        for (var i = 0; i < points.Length; i++)
        {
            if (points[i].Kind != Kind.Punctuation)
                continue;
            if (gaps[i + 1])
            {
                gaps[i] = true;
            }
            else if (i + 1 < points.Length && points[i + 1].Kind != Kind.Number)
            {
                gaps[i] = true;
                gaps[++i] = true;
            }
        }

        for (var i = 0; i < points.Length; i++)
        {
            if (points[i].Kind == Kind.Symbol)
                gaps[i] = gaps[i + 1] = true;
        }

        Words(text.Length, points, gaps, words);
    }

    private static void Words(int length, ReadOnlySpan<(int Start, Kind Kind)> points, ReadOnlySpan<bool> gaps, WordList words)
    {
        var start = -1;
        for (var i = 0; i < points.Length; i++)
        {
            var at = points[i].Start;
            if (start >= 0 && (gaps[i] || points[i].Kind == Kind.Space))
            {
                words.Add(start, at - start);
                start = -1;
            }

            if (start < 0 && points[i].Kind != Kind.Space)
                start = at;
        }

        if (start >= 0)
            words.Add(start, length - start);
    }

    private void Read(ReadOnlySpan<char> text)
    {
        _points.Clear();
        for (var i = 0; i < text.Length;)
        {
            var point = CodePoints.At(text, i, out var length);
            _points.Add((i, point <= char.MaxValue && PythonText.IsSpace((char)point) ? Kind.Space : KindOf(point)));
            i += length;
        }
    }

    private static Kind KindOf(int point) => CharUnicodeInfo.GetUnicodeCategory(point) switch
    {
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
        >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation => Kind.Punctuation,
        >= UnicodeCategory.MathSymbol and <= UnicodeCategory.OtherSymbol => Kind.Symbol,
        _ => Kind.Other,
    };
}
