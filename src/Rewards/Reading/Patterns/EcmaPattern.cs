using System.Globalization;
using System.Text;

namespace Rlar.Rewards.Reading.Patterns;

/// <summary>
/// Writes an ECMA-262 pattern (with its u flag) as .NET reads it: \d and \w are ASCII, $ is the end and not the place before a last line
/// break, . excludes what JavaScript excludes, and a character beyond the first plane is one character.
/// </summary>
internal static class EcmaPattern
{
    private const string Space = @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
    private const string Pair = @"[\ud800-\udbff][\udc00-\udfff]";

    /// <summary>Translates.</summary>
    /// <exception cref="ArgumentException">An escape or a class that JavaScript does not have either, or one that .NET cannot be told.</exception>
    public static string Translate(string pattern)
    {
        var written = new StringBuilder(pattern.Length + 16);
        for (var at = 0; at < pattern.Length;)
        {
            var c = pattern[at];
            if (c == '\\')
                at = Escape(pattern, at, written);
            else if (c == '[')
                at = new ClassReader(pattern).Read(at, written);
            else if (c == '(' && pattern.AsSpan(at).StartsWith("(?<") && at + 3 < pattern.Length && pattern[at + 3] is not ('=' or '!'))
                at = Copy(pattern, at, pattern.IndexOf('>', at) is var close and >= 0 ? close + 1 - at : 3, written);
            else if (c == '(' && pattern.AsSpan(at).StartsWith("(?"))
                at = Copy(pattern, at, GroupOpening(pattern, at), written);
            else if (c is '^' or '$' or '.')
                at = Copy(c switch { '^' => @"\A", '$' => @"\z", _ => $"(?:{Pair}|[^\\n\\r\\u2028\\u2029])" }, at + 1, written);
            else if (char.IsHighSurrogate(c) && at + 1 < pattern.Length && char.IsLowSurrogate(pattern[at + 1]))
                at = Copy($"(?:{pattern.AsSpan(at, 2)})", at + 2, written);
            else
                at = Copy(pattern, at, 1, written);
        }

        return written.ToString();
    }

    // Of what may follow "(?", JavaScript has groups without a name and look-around; .NET's comments and flags it has not.
    private static int GroupOpening(string pattern, int at)
    {
        foreach (var opening in (ReadOnlySpan<string>)["(?:", "(?=", "(?!", "(?<=", "(?<!"])
        {
            if (string.CompareOrdinal(pattern, at, opening, 0, opening.Length) == 0)
                return opening.Length;
        }

        throw new ArgumentException("'(?' opens no group of JavaScript's");
    }

    private static int Escape(string pattern, int at, StringBuilder written)
    {
        if (at + 1 >= pattern.Length)
            throw new ArgumentException("the pattern ends in a backslash");
        switch (pattern[at + 1])
        {
            case 'd': return Copy("[0-9]", at + 2, written);
            case 'D': return Copy($"(?:{Pair}|[^0-9])", at + 2, written);
            case 'w': return Copy("[A-Za-z0-9_]", at + 2, written);
            case 'W': return Copy($"(?:{Pair}|[^A-Za-z0-9_])", at + 2, written);
            case 's': return Copy($"[{Space}]", at + 2, written);
            case 'S': return Copy($"(?:{Pair}|[^{Space}])", at + 2, written);
            case 'b' or 'B': return Copy(pattern, at, 2, written);
            case >= '1' and <= '9': return Copy(pattern, at, 2, written);
            case 'k': return Copy(pattern, at, 2, written);
            case 'p' or 'P':
                var (property, after) = Property(pattern, at);
                return Copy($"(?:{property})", after, written);
            default:
                var (rune, end) = Character(pattern, at);
                return Copy($"(?:{Literal(rune)})", end, written);
        }
    }

    /// <summary>An escape that stands for one character, and the index after it.</summary>
    internal static (int Rune, int End) Character(string pattern, int at)
    {
        var c = at + 1 < pattern.Length ? pattern[at + 1] : throw new ArgumentException("the pattern ends in a backslash");
        switch (c)
        {
            case 'n': return ('\n', at + 2);
            case 'r': return ('\r', at + 2);
            case 't': return ('\t', at + 2);
            case 'v': return ('\v', at + 2);
            case 'f': return ('\f', at + 2);
            case '0': return ('\0', at + 2);
            case 'c' when at + 2 < pattern.Length && char.IsAsciiLetter(pattern[at + 2]): return (pattern[at + 2] % 32, at + 3);
            case 'x': return (Hex(pattern, at + 2, 2), at + 4);
            case 'u' when at + 2 < pattern.Length && pattern[at + 2] == '{':
                var close = pattern.IndexOf('}', at);
                return close < 0 ? throw new ArgumentException("\\u{ is never closed") : (Hex(pattern, at + 3, close - at - 3), close + 1);
            case 'u':
                var unit = Hex(pattern, at + 2, 4);
                var isPair = char.IsHighSurrogate((char)unit) && pattern.AsSpan(at + 6).StartsWith("\\u") && at + 12 <= pattern.Length
                    && char.IsLowSurrogate((char)Hex(pattern, at + 8, 4));
                return isPair ? (char.ConvertToUtf32((char)unit, (char)Hex(pattern, at + 8, 4)), at + 12) : (unit, at + 6);
            default:
                return char.IsAsciiLetterOrDigit(c) ? throw new ArgumentException($"JavaScript has no escape \\{c}") : (c, at + 2);
        }
    }

    /// <summary>\p{L}, \P{Letter}, \p{ASCII}... as .NET has them, outside a class, and the index after it.</summary>
    internal static (string Property, int End) Property(string pattern, int at)
    {
        var close = at + 2 < pattern.Length && pattern[at + 2] == '{' ? pattern.IndexOf('}', at) : -1;
        if (close < 0)
            throw new ArgumentException("\\p should be followed by a property in braces");
        var name = pattern[(at + 3)..close];
        name = name[(name.IndexOf('=') + 1)..];
        var isNegated = pattern[at + 1] == 'P';
        var category = s_categories.GetValueOrDefault(name, name);
        return category == "ASCII"
            ? (isNegated ? @"[^\u0000-\u007f]" : @"[\u0000-\u007f]", close + 1)
            : ($"\\{(isNegated ? 'P' : 'p')}{{{category}}}", close + 1);
    }

    /// <summary>A character as .NET reads it literally, one or two units.</summary>
    internal static string Literal(int rune) => rune > 0xffff
        ? string.Concat(char.ConvertFromUtf32(rune).Select(unit => $"\\u{(int)unit:x4}"))
        : $"\\u{rune:x4}";

    private static int Hex(string pattern, int at, int length) =>
        length is > 0 and <= 6 && at + length <= pattern.Length
            && int.TryParse(pattern.AsSpan(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code <= 0x10ffff
            ? code
            : throw new ArgumentException("an escape of a character by number does not read");

    private static int Copy(string pattern, int at, int length, StringBuilder written)
    {
        written.Append(pattern, at, length);
        return at + length;
    }

    private static int Copy(string text, int next, StringBuilder written)
    {
        written.Append(text);
        return next;
    }

    private static readonly Dictionary<string, string> s_categories = new()
    {
        ["Letter"] = "L",
        ["Uppercase_Letter"] = "Lu",
        ["Lowercase_Letter"] = "Ll",
        ["Titlecase_Letter"] = "Lt",
        ["Modifier_Letter"] = "Lm",
        ["Other_Letter"] = "Lo",
        ["Mark"] = "M",
        ["Number"] = "N",
        ["Decimal_Number"] = "Nd",
        ["digit"] = "Nd",
        ["Letter_Number"] = "Nl",
        ["Other_Number"] = "No",
        ["Punctuation"] = "P",
        ["punct"] = "P",
        ["Symbol"] = "S",
        ["Math_Symbol"] = "Sm",
        ["Currency_Symbol"] = "Sc",
        ["Separator"] = "Z",
        ["Space_Separator"] = "Zs",
        ["Other"] = "C",
        ["Control"] = "Cc",
        ["Greek"] = "IsGreek",
        ["Cyrillic"] = "IsCyrillic",
        ["Hebrew"] = "IsHebrew",
        ["Arabic"] = "IsArabic",
        ["Thai"] = "IsThai",
        ["Hiragana"] = "IsHiragana",
        ["Katakana"] = "IsKatakana",
        ["Uppercase"] = "Lu",
        ["Lowercase"] = "Ll",
        ["Alphabetic"] = "L",
    };

    /// <summary>Reads one bracketed class. Characters beyond the first plane become alternatives to it.</summary>
    private readonly struct ClassReader(string pattern)
    {
        private readonly StringBuilder _units = new();
        private readonly List<string> _beyond = [];

        public int Read(int at, StringBuilder written)
        {
            var isNegated = at + 1 < pattern.Length && pattern[at + 1] == '^';
            at += isNegated ? 2 : 1;
            while (at < pattern.Length && pattern[at] != ']')
                at = Member(at);
            if (at >= pattern.Length)
                throw new ArgumentException("a bracket is never closed");
            written.Append(isNegated ? Negated() : Positive());
            return at + 1;
        }

        private string Positive()
        {
            var units = _units.Length == 0 ? (_beyond.Count == 0 ? "[^\\s\\S]" : null) : $"[{_units}]";
            return _beyond.Count == 0 ? units! : $"(?:{string.Join('|', units is null ? _beyond : [.. _beyond, units])})";
        }

        private string Negated()
        {
            if (_beyond.Count > 0)
                throw new ArgumentException("a negated class with characters beyond the first plane is not supported");
            return _units.Length == 0 ? $"(?:{Pair}|[\\s\\S])" : $"(?:{Pair}|[^{_units}])";
        }

        private int Member(int at)
        {
            if (pattern[at] == '\\' && at + 1 < pattern.Length && pattern[at + 1] is 'd' or 'w' or 's' or 'D' or 'W' or 'S' or 'p' or 'P')
                return Named(at);
            var (first, end) = One(at);
            if (end + 1 >= pattern.Length || pattern[end] != '-' || pattern[end + 1] == ']')
                return Add(first, first, end);
            var (last, after) = One(end + 1);
            return last < first ? throw new ArgumentException("a range of a class runs backwards") : Add(first, last, after);
        }

        private int Add(int first, int last, int end)
        {
            if (last <= 0xffff)
                _units.Append(Literal(first)).Append(first == last ? "" : "-" + Literal(last));
            else if (first == last)
                _beyond.Add(Literal(first));
            else
                AddBeyond(Math.Max(first, 0x10000), last);
            if (first <= 0xffff && last > 0xffff)
                _units.Append(Literal(first)).Append(@"-\uffff");
            return end;
        }

        // A range of surrogate pairs: the rows of its first unit, the outer two of which may be cut short.
        private void AddBeyond(int first, int last)
        {
            for (var row = (first - 0x10000) >> 10; row <= (last - 0x10000) >> 10; row++)
            {
                var start = Math.Max(first, (row << 10) + 0x10000) & 0x3ff;
                var end = Math.Min(last, (row << 10) + 0x103ff) & 0x3ff;
                var rows = row;
                while (start == 0 && end == 0x3ff && ((rows + 2) << 10) + 0xffff <= last)
                    rows++;
                _beyond.Add($"[\\u{0xd800 + row:x4}-\\u{0xd800 + rows:x4}][\\u{0xdc00 + start:x4}-\\u{0xdc00 + end:x4}]");
                row = rows;
            }
        }

        private int Named(int at)
        {
            switch (pattern[at + 1])
            {
                case 'd': _units.Append("0-9"); break;
                case 'w': _units.Append("A-Za-z0-9_"); break;
                case 's': _units.Append(Space); break;
                case 'D': _units.Append(@"\u0000-/:-\uffff"); break;
                case 'W': _units.Append(@"\u0000-/:-@\[-\u005e`{-\uffff"); break;
                case 'S':
                    _units.Append(@"\u0021-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff"
                        + @"\u3001-\ufefe\uff00-\uffff\u0000-\u0008\u000e-\u001f");
                    break;
                default:
                    var (property, end) = Property(pattern, at);
                    _units.Append(property.StartsWith("[^", StringComparison.Ordinal) ? @"\u0080-\uffff" : property.Trim('[', ']'));
                    return end;
            }

            return at + 2;
        }

        private (int Rune, int End) One(int at)
        {
            if (pattern[at] == '\\')
                return at + 1 < pattern.Length && pattern[at + 1] == 'b'
                    ? ('\b', at + 2)
                    : at + 1 < pattern.Length && pattern[at + 1] == '-'
                        ? ('-', at + 2)
                        : Character(pattern, at);
            return char.IsHighSurrogate(pattern[at]) && at + 1 < pattern.Length && char.IsLowSurrogate(pattern[at + 1])
                ? (char.ConvertToUtf32(pattern[at], pattern[at + 1]), at + 2)
                : (pattern[at], at + 1);
        }
    }
}
