using System.Text;

namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

/// <summary>
/// Tells dollar signs that delimit mathematics from those of money. One before a digit is money where no other closes it, or where what
/// they would enclose is a sentence.
/// </summary>
internal static class Dollars
{
    /// <summary>The text with every sign of money written \$.</summary>
    internal static string Escape(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
            return text;
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                _ = escaped.Append(text[i]).Append(text[++i]);
                continue;
            }

            if (text[i] != '$')
            {
                _ = escaped.Append(text[i]);
                continue;
            }

            var isDouble = i + 1 < text.Length && text[i + 1] == '$';
            var width = isDouble ? 2 : 1;
            var close = Closing(text, i + width, isDouble);
            if (close < 0 || (!isDouble && char.IsAsciiDigit(At(text, i + 1)) && IsSentence(text.AsSpan(i + 1, close - i - 1))))
            {
                _ = escaped.Append(IsMoney(text, i) ? "\\$" : " ");
                continue;
            }

            _ = escaped.Append(text, i, close + width - i);
            i = close + width - 1;
        }

        return escaped.ToString();
    }

    private static char At(string text, int i) => i >= 0 && i < text.Length ? text[i] : '\0';

    // "$5", "$-5", "$.50", and "5$" or "5 $"
    private static bool IsMoney(string text, int at) =>
        At(text, at + 1) is (>= '0' and <= '9') or '-' or '.'
        || char.IsAsciiDigit(At(text, at - 1)) || (At(text, at - 1) == ' ' && char.IsAsciiDigit(At(text, at - 2)));

    private static int Closing(string text, int from, bool isDouble)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '$' && (!isDouble || At(text, i + 1) == '$'))
                return i;
        }

        return -1;
    }

    // Two words in a row, outside of \text{...}.
    private static bool IsSentence(ReadOnlySpan<char> text)
    {
        var words = 0;
        var isCommand = false;
        var length = 0;
        var depth = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : ' ';
            if (char.IsAsciiLetter(c))
            {
                length++;
                continue;
            }

            words = length >= 2 && !isCommand && depth == 0 ? words + 1 : length > 0 || c is not (' ' or '\n') ? 0 : words;
            if (words >= 2)
                return true;
            isCommand = c == '\\';
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            length = 0;
        }

        return false;
    }
}
