namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// LaTeX commands: those of style go, those of text change how letters read, the others are tokens.
internal sealed partial class MathLexer
{
    // Delimiters and signs that people write without a space before the letter after them: \vertx is | x.
    private static readonly string[] s_gluedDelimiters =
        ["vert", "lvert", "lbrace", "lbrack", "lgroup", "lfloor", "lceil", "cdot", "times", "infty"];

    private void Command()
    {
        var start = _at + 1;
        if (start >= _source.Length)
        {
            _at++;
            return;
        }

        if (!char.IsAsciiLetter(_source[start]))
        {
            Symbol(_source[start]);
            return;
        }

        var end = start;
        while (end < _source.Length && char.IsAsciiLetter(_source[end]))
            end++;
        var name = _source[start..end];
        foreach (var delimiter in s_gluedDelimiters)
        {
            var isGlued = name != "cdots" && name.Length - delimiter.Length is 1 or 2 && name.StartsWith(delimiter, StringComparison.Ordinal);
            if (isGlued)
                (name, end) = (delimiter, start + delimiter.Length);
        }

        Named(name, end);
    }

    private void Symbol(char c)
    {
        if (c == '\\' && _environments == 0 && IsEscapable(Peek(2)))
        {
            _at++; // escaped twice on the way through some program
            return;
        }

        if (c == '\\')
        {
            Add(TokenKind.Command, "\\");
        }
        else if (c is '{' or '}' or '|')
        {
            _brackets = Math.Max(0, _brackets + (c == '{' ? 1 : c == '}' ? -1 : 0));
            Add(TokenKind.Command, c.ToString());
        }
        else if (c is '%' or '$' or '#' or '&' or '_')
        {
            Add(TokenKind.Sign, c.ToString());
        }
        else if (c is '(' or ')' or '[' or ']')
        {
            _isProse = c is ')' or ']';
            _spaced = true;
        }
        else
        {
            _spaced = true;
        }

        _at += 2;
    }

    private static bool IsEscapable(char c) => char.IsAsciiLetter(c) || c is '{' or '}' or '%' or '$' or '(' or ')' or '[' or ']';

    private void Named(string name, int end)
    {
        if (name is "left" or "right" && end < _source.Length && _source[end] == '.')
            end++; // an invisible delimiter
        if (MathVocabulary.Ignored.Contains(name))
        {
            _spaced = true;
            _at = end;
        }
        else if (name is "textcolor" or "hspace" or "vspace" or "phantom" or "label" or "tag" or "color")
        {
            SkipArgument(end);
        }
        else if (MathVocabulary.TextCommands.Contains(name) && Opening(end) is var brace and >= 0)
        {
            var isText = !MathVocabulary.MathCommands.Contains(name);
            _at = brace + 1;
            if (isText)
                _text++;
            else
                Add(TokenKind.Sign, "{");
            _textBraces.Push(isText);
        }
        else if (name is "begin" or "end")
        {
            Environment(name, end);
        }
        else
        {
            AddNamed(name, end);
        }
    }

    private void AddNamed(string name, int end)
    {
        if (name is "ldots" or "cdots" or "dotsc" or "dotsb" or "dotsm" or "dotso" or "hdots" or "vdots" or "ddots" or "mathellipsis" or "textellipsis")
            name = MathReader.DotsCommand;
        if (name is "lbrace" or "langle" or "lbrack")
            _brackets++;
        else if (name is "rbrace" or "rangle" or "rbrack")
            _brackets = Math.Max(0, _brackets - 1);
        Add(TokenKind.Command, name is "lbrace" ? "{" : name is "rbrace" ? "}" : name);
        _at = end;
    }

    private int Opening(int from)
    {
        while (from < _source.Length && (_source[from] == ' ' || _source[from] == '*'))
            from++;
        return from < _source.Length && _source[from] == '{' ? from : -1;
    }

    private void SkipArgument(int end)
    {
        _spaced = true;
        _at = end;
        if (Opening(end) is var brace and >= 0 && _source.IndexOf('}', brace) is var close and >= 0)
            _at = close + 1;
    }

    // \begin{pmatrix} is one token, named begin:pmatrix.
    private void Environment(string name, int end)
    {
        var brace = Opening(end);
        var close = brace < 0 ? -1 : _source.IndexOf('}', brace);
        if (close < 0)
        {
            AddNamed(name, end);
            return;
        }

        _environments = Math.Max(0, _environments + (name == "begin" ? 1 : -1));
        Add(TokenKind.Command, $"{name}:{_source[(brace + 1)..close].Trim().TrimEnd('*')}");
        _at = close + 1;
    }
}
