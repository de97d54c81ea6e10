using System.Buffers;

namespace Rlar.Rewards.Reading.Literals;

/// <summary>
/// What Python's json.loads takes: JSON with any value at the top, and NaN, Infinity and -Infinity besides. Keeps no value and does not
/// recurse, so that depth costs nothing; the original fails at about 1000 levels.
/// </summary>
internal static class PythonJson
{
    private const int LongestInteger = 4300; // int() of a longer one is a ValueError, and so is json.loads of it
    private static readonly SearchValues<char> s_special = SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c), '"', '\\']);

    private static readonly SearchValues<char> s_hex = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Whether json.loads reads a text.</summary>
    internal static bool IsValid(ReadOnlySpan<char> text)
    {
        var isObject = new Stack<bool>();
        var at = 0;
        while (true)
        {
            // A value is expected here.
            at = Skip(text, at);
            if (at == text.Length)
                return false;
            if (text[at] is '{' or '[')
            {
                var closer = text[at] == '{' ? '}' : ']';
                isObject.Push(closer == '}');
                at = Skip(text, at + 1);
                if (at < text.Length && text[at] == closer)
                {
                    _ = isObject.Pop();
                    at++;
                }
                else if (isObject.Peek() && !Key(text, ref at))
                {
                    return false;
                }
                else
                {
                    continue;
                }
            }
            else if (!Scalar(text, ref at))
            {
                return false;
            }

            // A value has ended here.
            while (true)
            {
                at = Skip(text, at);
                if (isObject.Count == 0)
                    return at == text.Length;
                if (at == text.Length)
                    return false;
                if (text[at] == ',')
                {
                    at = Skip(text, at + 1);
                    if (isObject.Peek() && !Key(text, ref at))
                        return false;
                    break;
                }

                if (text[at++] != (isObject.Pop() ? '}' : ']'))
                    return false;
            }
        }
    }

    private static int Skip(ReadOnlySpan<char> text, int at)
    {
        var length = text[at..].IndexOfAnyExcept(" \t\n\r");
        return length < 0 ? text.Length : at + length;
    }

    private static bool Key(ReadOnlySpan<char> text, ref int at)
    {
        if (!String(text, ref at))
            return false;
        at = Skip(text, at);
        return at < text.Length && text[at++] == ':';
    }

    private static bool String(ReadOnlySpan<char> text, ref int at)
    {
        if (at >= text.Length || text[at++] != '"')
            return false;
        while (text[at..].IndexOfAny(s_special) is var length and >= 0)
        {
            at += length;
            var c = text[at++];
            if (c == '"')
                return true;
            if (c != '\\' || at == text.Length)
                return false;
            var escape = text[at++];
            if (escape != 'u')
            {
                if (!"\"\\/bfnrt".Contains(escape))
                    return false;
            }
            else if (at + 4 > text.Length || text.Slice(at, 4).ContainsAnyExcept(s_hex))
            {
                return false;
            }
            else
            {
                at += 4;
            }
        }

        return false;
    }

    private static bool Scalar(ReadOnlySpan<char> text, ref int at)
    {
        if (text[at] == '"')
            return String(text, ref at);
        foreach (var word in (ReadOnlySpan<string>)["null", "true", "false", "NaN", "Infinity", "-Infinity"])
        {
            if (text[at..].StartsWith(word))
            {
                at += word.Length;
                return true;
            }
        }

        return Number(text, ref at);
    }

    private static bool Number(ReadOnlySpan<char> text, ref int at)
    {
        if (text[at] == '-')
            at++;
        var digits = Digits(text, at);
        if (digits == 0)
            return false;
        if (text[at] == '0')
            digits = 1;
        at += digits;
        var isInteger = true;
        if (at < text.Length && text[at] == '.' && Digits(text, at + 1) is var fraction and > 0)
        {
            at += 1 + fraction;
            isInteger = false;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var start = at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
            if (Digits(text, start) is var exponent and > 0)
            {
                at = start + exponent;
                isInteger = false;
            }
        }

        return !isInteger || digits <= LongestInteger;
    }

    private static int Digits(ReadOnlySpan<char> text, int at)
    {
        var from = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at - from;
    }
}
