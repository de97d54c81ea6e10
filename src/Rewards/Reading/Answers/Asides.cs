using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Answers;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>A remark in brackets that ends a sentence: "72 clips (48 in April and 24 in May)", "1/6 (about 16.7%)".</summary>
internal static partial class Asides
{
    private static readonly LinearPattern s_opening = new(Opening());
    private static readonly LinearPattern s_hedge = new(Hedge());

    /// <summary>Where the remark begins, or the sentence's length where there is none. One that offers another value is no remark.</summary>
    internal static int Start(string sentence)
    {
        var text = sentence.AsSpan().TrimEnd(" .!*_");
        if (text is not [.., ')'])
            return sentence.Length;
        var (at, depth) = (text.Length - 1, 0);
        for (; at >= 0; at--)
        {
            depth += text[at] == ')' ? 1 : text[at] == '(' ? -1 : 0;
            if (depth == 0)
                break;
        }

        if (at < 2 || text[at] != '(' || !char.IsWhiteSpace(text[at - 1]))
            return sentence.Length;
        var inside = text[(at + 1)..^1];
        return s_opening.IsMatch(inside) && !s_hedge.IsMatch(inside) && text[..at].IndexOfAnyInRange('0', '9') >= 0 ? at : sentence.Length;
    }

    // a word, a number with a word behind it, "about equal", a working
    [GeneratedRegex(
        @"\A\s*(\p{L}{2,}[\s:]|[\d.,/$]+\s+\p{L}{2,}|[\u2248~]|\$?\\approx|[\d.,/$\s]+[-+*/\u00D7\u00F7\u00B7\u2212][^=]*=)", PatternOptions.Exact)]
    private static partial Regex Opening();

    [GeneratedRegex(
        @"\b(or|maybe|perhaps|possibly|alternatively|otherwise|if|unless|either|could|might|wait|actually|oder|ou|o|или)\b", PatternOptions.AnyCase)]
    private static partial Regex Hedge();
}
