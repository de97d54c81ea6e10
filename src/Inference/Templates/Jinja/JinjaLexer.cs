using System.Text;

namespace Rlar.Inference.Templates.Jinja;

/// <summary>
/// Cuts a template's source, with the white space control of chat templates (trim_blocks and lstrip_blocks are on, as transformers sets them).
/// </summary>
internal sealed class JinjaLexer
{
    private static readonly string[] Signs =
    [
        "**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<", ">", "=", ".", ",", ":", "|", "(", ")", "[", "]", "{", "}",
    ];

    private readonly string _source;
    private readonly List<JinjaToken> _tokens = [];
    private int _at;
    private int _line = 1;
    private bool _startsLine = true;

    private JinjaLexer(string source) => _source = source;

    /// <summary>The tokens, <see cref="JinjaTokenKind.End"/> last.</summary>
    /// <exception cref="JinjaException">The source is no template, or has what is not known.</exception>
    internal static List<JinjaToken> Read(string source)
    {
        source = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var lexer = new JinjaLexer(source.EndsWith('\n') ? source[..^1] : source);
        lexer.Read();
        return lexer._tokens;
    }

    private void Read()
    {
        while (_at < _source.Length)
        {
            var open = NextTag();
            var kind = open < 0 ? '\0' : _source[open + 1];
            var sign = open >= 0 && open + 2 < _source.Length ? _source[open + 2] : '\0';
            AddData(_source[_at..(open < 0 ? _source.Length : open)], kind, sign);
            if (open < 0)
            {
                _at = _source.Length;
                break;
            }

            Move(open + 2 + (sign is '-' or '+' ? 1 : 0));
            if (kind == '#')
                Comment();
            else
                Tag(kind == '{' ? JinjaTokenKind.Print : JinjaTokenKind.Block);
        }

        Add(JinjaTokenKind.End, "");
    }

    private int NextTag()
    {
        for (var at = _source.IndexOf('{', _at); at >= 0 && at + 1 < _source.Length; at = _source.IndexOf('{', at + 1))
        {
            if (_source[at + 1] is '{' or '%' or '#')
                return at;
        }

        return -1;
    }

    private void AddData(string text, char tag, char sign)
    {
        if (sign == '-' && tag != '\0')
        {
            text = text[..^text.Reverse().TakeWhile(JinjaText.IsSpace).Count()];
        }
        else if (sign != '+' && tag is '%' or '#')
        {
            var line = text.LastIndexOf('\n') + 1;
            if ((line > 0 || _startsLine) && text.AsSpan(line).Trim().Length == 0)
                text = text[..line];
        }

        if (text.Length > 0)
            Add(JinjaTokenKind.Data, text);
    }

    private void Comment()
    {
        var end = _source.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0)
            throw JinjaException.Refused($"line {_line}: a comment does not end");
        var sign = end > _at ? _source[end - 1] : '\0';
        Move(end + 2);
        AfterClose(sign, isBlock: true);
    }

    private void AfterClose(char sign, bool isBlock)
    {
        var start = _at;
        if (sign == '-')
        {
            while (_at < _source.Length && JinjaText.IsSpace(_source[_at]))
                Move(_at + 1);
        }
        else if (isBlock && sign != '+' && _at < _source.Length && _source[_at] == '\n')
        {
            Move(_at + 1);
        }

        _startsLine = _at > start && _source[_at - 1] == '\n';
    }

    private void Tag(JinjaTokenKind kind)
    {
        Add(kind, "");
        var close = kind == JinjaTokenKind.Print ? "}}" : "%}";
        var depth = 0;
        while (true)
        {
            while (_at < _source.Length && char.IsWhiteSpace(_source[_at]))
                Move(_at + 1);
            if (_at >= _source.Length)
                throw JinjaException.Refused($"line {_line}: a tag does not end");
            var signed = _source[_at] is '-' or '+' ? 1 : 0;
            if (depth == 0 && string.CompareOrdinal(_source, _at + signed, close, 0, 2) == 0)
            {
                var sign = signed == 1 ? _source[_at] : '\0';
                Add(JinjaTokenKind.Close, "");
                Move(_at + signed + 2);
                AfterClose(sign, kind == JinjaTokenKind.Block);
                return;
            }

            depth += Part();
        }
    }

    // How much deeper in brackets the part leads.
    private int Part()
    {
        var start = _at;
        var first = _source[_at];
        if (char.IsLetter(first) || first == '_')
        {
            var end = _at;
            while (end < _source.Length && (char.IsLetterOrDigit(_source[end]) || _source[end] == '_'))
                end++;
            Add(JinjaTokenKind.Name, _source[start..end]);
            Move(end);
        }
        else if (char.IsAsciiDigit(first))
        {
            Number();
        }
        else if (first is '\'' or '"')
        {
            Quoted(first);
        }
        else
        {
            var sign = Array.Find(Signs, sign => string.CompareOrdinal(_source, start, sign, 0, sign.Length) == 0)
                ?? throw JinjaException.Refused($"line {_line}: '{first}' has no meaning");
            Add(JinjaTokenKind.Sign, sign);
            Move(_at + sign.Length);
            return sign is "(" or "[" or "{" ? 1 : sign is ")" or "]" or "}" ? -1 : 0;
        }

        return 0;
    }

    private void Number()
    {
        var end = _at;
        while (end < _source.Length && (char.IsAsciiDigit(_source[end]) || _source[end] == '_'))
            end++;
        var isReal = end + 1 < _source.Length && _source[end] == '.' && char.IsAsciiDigit(_source[end + 1]);
        if (isReal)
        {
            end++;
            while (end < _source.Length && char.IsAsciiDigit(_source[end]))
                end++;
        }

        if (end < _source.Length && char.IsLetter(_source[end]))
            throw JinjaException.Unknown($"line {_line}: the number {_source[_at..(end + 1)]}…");
        Add(isReal ? JinjaTokenKind.Real : JinjaTokenKind.Whole, _source[_at..end].Replace("_", "", StringComparison.Ordinal));
        Move(end);
    }

    private void Quoted(char quote)
    {
        var text = new StringBuilder();
        var at = _at + 1;
        for (; at < _source.Length && _source[at] != quote; at++)
        {
            if (_source[at] != '\\' || at + 1 >= _source.Length)
            {
                _ = text.Append(_source[at]);
                continue;
            }

            at++;
            var hex = _source[at] switch { 'x' => 2, 'u' => 4, _ => 0 };
            if (hex > 0 && at + hex < _source.Length)
            {
                if (!ushort.TryParse(_source.AsSpan(at + 1, hex), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code))
                    throw JinjaException.Refused($"line {_line}: a text has a broken escape");
                _ = text.Append((char)code);
                at += hex;
                continue;
            }

            _ = _source[at] switch
            {
                'n' => text.Append('\n'),
                't' => text.Append('\t'),
                'r' => text.Append('\r'),
                '\\' or '\'' or '"' => text.Append(_source[at]),
                '\n' => text,
                >= '0' and <= '9' or 'a' or 'b' or 'f' or 'v' or 'N' or 'U' => throw JinjaException.Unknown($"line {_line}: the escape \\{_source[at]}"),
                var other => text.Append('\\').Append(other),
            };
        }

        if (at >= _source.Length)
            throw JinjaException.Refused($"line {_line}: a text does not end");
        Add(JinjaTokenKind.Text, text.ToString());
        Move(at + 1);
    }

    private void Add(JinjaTokenKind kind, string text) => _tokens.Add(new JinjaToken(kind, text, _line));

    private void Move(int to)
    {
        _line += _source.AsSpan(_at, to - _at).Count('\n');
        _at = to;
    }
}
