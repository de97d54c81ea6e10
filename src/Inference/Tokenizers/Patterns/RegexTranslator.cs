using System.Globalization;
using System.Text;

namespace Rlar.Inference.Tokenizers.Patterns;

/// <summary>Oniguruma's syntax (as Ruby's) to .NET's, for the part of it that tokenizers use; what would mean another thing is refused by name.</summary>
internal sealed class RegexTranslator(string pattern)
{
    private readonly List<(int First, int Last)> _named = [];
    private readonly StringBuilder _result = new();
    private int _at;
    private int _ignoringCase;
    private char _before;

    /// <summary>True where the pattern names a character or a range that holds it.</summary>
    internal bool Names(char c) => _named.Exists(range => c >= range.First && c <= range.Last);

    /// <summary>The pattern for .NET.</summary>
    /// <exception cref="FormatException">It uses a construct that is not read.</exception>
    internal string Translate()
    {
        Alternatives(0);
        return _at < pattern.Length ? throw Refuse(pattern[_at].ToString()) : _result.ToString();
    }

    private void Alternatives(int depth)
    {
        if (depth > 50)
            throw Refuse("more than 50 nested groups");
        while (_at < pattern.Length && pattern[_at] != ')')
        {
            if (pattern[_at] == '|')
            {
                _result.Append('|');
                _at++;
                continue;
            }

            var start = _result.Length;
            if (_ignoringCase > 0)
                CheckCase();
            Atom(depth);
            Quantifier(start);
        }
    }

    /// <summary>Where case is ignored, Oniguruma folds characters that .NET does not, some of them to two letters: only plain letters are read.</summary>
    private void CheckCase()
    {
        var c = char.ToLowerInvariant(pattern[_at]);
        if (c is '[' or '\\' or > '\u007F' || $"{_before}{c}" is "ss" or "ff" or "fi" or "fl" or "st")
            throw Refuse($"{pattern[_at]} where case is ignored");
        _before = c;
    }

    private void Atom(int depth)
    {
        switch (pattern[_at])
        {
            case '(':
                Group(depth);
                break;
            case '[':
                Class();
                break;
            case '\\':
                Escape(inClass: false);
                break;
            case '.':
                _result.Append("[^\\n]");
                _at++;
                break;
            case '^' or '$' or '*' or '+' or '?' or '{':
                throw Refuse(pattern[_at].ToString());
            case 's' or 'S' when _ignoringCase > 0:
                // The long s is an s.
                _result.Append("[s\\u017F]");
                _at++;
                break;
            default:
                Literal(pattern[_at++]);
                break;
        }
    }

    private void Group(int depth)
    {
        string[] openings = ["(?i:", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>"];
        var opening = Array.Find(openings, o => string.CompareOrdinal(pattern, _at, o, 0, o.Length) == 0);
        if (opening is null && string.CompareOrdinal(pattern, _at, "(?", 0, 2) == 0)
            throw Refuse(pattern.Substring(_at, Math.Min(4, pattern.Length - _at)));
        _result.Append(opening ?? "(?:");
        _at += (opening ?? "(").Length;
        var ignoresCase = _ignoringCase > 0 || opening == "(?i:" ? 1 : 0;
        _ignoringCase += ignoresCase;
        Alternatives(depth + 1);
        _ignoringCase -= ignoresCase;
        if (_at >= pattern.Length)
            throw Refuse("a group without its end");
        _result.Append(')');
        _at++;
    }

    private void Quantifier(int start)
    {
        if (_at >= pattern.Length || !"*+?{".Contains(pattern[_at]))
            return;
        var braces = pattern[_at] == '{';
        var end = braces ? pattern.IndexOf('}', _at) : _at;
        if (end < 0)
            throw Refuse("{");
        var quantifier = pattern[_at..(end + 1)];
        if (quantifier.StartsWith("{,", StringComparison.Ordinal))
            quantifier = "{0" + quantifier[1..];
        _result.Append(quantifier);
        _at = end + 1;
        if (_at < pattern.Length && pattern[_at] == '?' && !braces)
        {
            _result.Append('?');
            _at++;
        }
        else if (_at < pattern.Length && pattern[_at] == '+' && !braces)
        {
            // Possessive: .NET has only the atomic group.
            _result.Insert(start, "(?>").Append(')');
            _at++;
        }

        if (_at < pattern.Length && "*+?{".Contains(pattern[_at]))
            throw Refuse(quantifier + pattern[_at]);
    }

    private void Class()
    {
        _result.Append('[');
        _at++;
        if (_at < pattern.Length && pattern[_at] == '^')
        {
            _result.Append('^');
            _at++;
        }

        var first = true;
        while (_at < pattern.Length && (pattern[_at] != ']' || first))
        {
            first = false;
            if (pattern[_at] == '[' || string.CompareOrdinal(pattern, _at, "&&", 0, 2) == 0)
                throw Refuse(pattern[_at] == '[' ? "a class in a class" : "&&");
            var low = ClassMember();
            if (low >= 0 && _at + 1 < pattern.Length && pattern[_at] == '-' && pattern[_at + 1] != ']')
            {
                _result.Append('-');
                _at++;
                var high = ClassMember();
                if (high < low)
                    throw Refuse("a range that runs backwards");
                _named.Add((low, high));
            }
        }

        if (_at >= pattern.Length)
            throw Refuse("a class without its end");
        _result.Append(']');
        _at++;
    }

    /// <summary>The member's character, or -1 for a set.</summary>
    private int ClassMember()
    {
        if (pattern[_at] == '\\')
            return Escape(inClass: true);
        Literal(pattern[_at]);
        return pattern[_at++];
    }

    private int Escape(bool inClass)
    {
        if (++_at >= pattern.Length)
            throw Refuse("\\");
        var c = pattern[_at++];
        switch (c)
        {
            case 's':
                _result.Append(inClass ? "\\t-\\r\\u0085\\p{Z}" : "[\\t-\\r\\u0085\\p{Z}]");
                return -1;
            case 'S' when !inClass:
                _result.Append("[^\\t-\\r\\u0085\\p{Z}]");
                return -1;
            case 'd':
                _result.Append("\\p{Nd}");
                return -1;
            case 'D':
                _result.Append("\\P{Nd}");
                return -1;
            case 'p' or 'P':
                Category(c);
                return -1;
            case 'r' or 'n' or 't' or 'f' or 'v' or 'a' or 'e':
                var control = "\r\n\t\f\v\a\u001B"["rntfvae".IndexOf(c)];
                Literal(control);
                return control;
            case 'x':
                return Hexadecimal();
            default:
                if (char.IsAsciiLetterOrDigit(c))
                    throw Refuse("\\" + c);
                Literal(c);
                return c;
        }
    }

    private void Category(char kind)
    {
        var end = pattern.IndexOf('}', _at);
        string[] known = ["L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
            "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Co"];
        if (_at >= pattern.Length || pattern[_at] != '{' || end < 0)
            throw Refuse("\\" + kind);
        var name = pattern[(_at + 1)..end];
        if (!known.Contains(name))
            throw Refuse($"\\{kind}{{{name}}}");
        _result.Append(CultureInfo.InvariantCulture, $"\\{kind}{{{name}}}");
        _at = end + 1;
    }

    private int Hexadecimal()
    {
        var braces = _at < pattern.Length && pattern[_at] == '{';
        var end = braces ? pattern.IndexOf('}', _at) : Math.Min(_at + 2, pattern.Length);
        if (end < 0
            || !int.TryParse(pattern[(_at + (braces ? 1 : 0))..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || value > 0xFFFF)
            throw Refuse("\\x of this form");
        _at = end + (braces ? 1 : 0);
        Literal((char)value);
        return value;
    }

    private void Literal(char c)
    {
        if (char.IsSurrogate(c))
            throw Refuse("a character beyond U+FFFF");
        _named.Add((c, c));
        _result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
    }

    private FormatException Refuse(string construct) => new($"the regular expression '{pattern}' uses {construct}, which is not read here");
}
