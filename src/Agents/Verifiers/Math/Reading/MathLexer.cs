using System.Text;

namespace Rlar.Agents.Verifiers.Mathematics.Reading;

/// <summary>
/// Cuts an answer into tokens. Letters between dollar signs are variables, one by one; outside of them and in \text{...} they are words.
/// One pass, no backtracking.
/// </summary>
internal sealed class MathLexer
{
    private readonly string _source;
    private readonly List<Token> _tokens = [];
    private readonly Stack<bool> _textBraces = new(); // for each open brace, whether it opened text
    private int _at;
    private int _brackets;
    private int _text; // how many of the open braces are text
    private int _environments;
    private bool _isProse;
    private bool _spaced;

    private MathLexer(string source, bool isProse)
    {
        _source = source;
        _isProse = isProse;
    }

    /// <summary>All tokens, the last of kind End; null where a character is not of mathematics.</summary>
    /// <param name="source">The answer, already in LaTeX (<see cref="MathCharacters"/>).</param>
    /// <param name="isProse">Whether it begins outside of mathematics.</param>
    internal static List<Token>? Read(string source, bool isProse) => new MathLexer(source, isProse).Run();

    private bool InWords => _text > 0 || _isProse;

    private List<Token>? Run()
    {
        while (_at < _source.Length)
        {
            var c = _source[_at];
            if (char.IsWhiteSpace(c) || c == '~')
                Space(1);
            else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
                Number();
            else if (char.IsAsciiLetter(c))
                Letters();
            else if (c == '\\')
                Command();
            else if (c == '$')
                Dollar();
            else if (c is '{' or '}')
                Brace(c);
            else if (!char.IsAscii(c))
                return null;
            else
                Sign(c);
        }

        Add(TokenKind.End, "");
        return _tokens;
    }

    private char Peek(int ahead) => _at + ahead < _source.Length ? _source[_at + ahead] : '\0';

    private void Space(int length)
    {
        _spaced = true;
        _at += length;
    }

    private void Add(TokenKind kind, string text)
    {
        _tokens.Add(new Token(kind, text, _spaced, _text > 0, _isProse && _text == 0, _at));
        _spaced = false;
    }

    private void Sign(char c)
    {
        if (c is '(' or '[')
            _brackets++;
        else if (c is ')' or ']')
            _brackets = Math.Max(0, _brackets - 1);
        if (c == '*' && Peek(1) == '*') // a power, as programs write it
        {
            Add(TokenKind.Sign, "^");
            _at++;
        }
        else
        {
            Add(TokenKind.Sign, c.ToString());
        }

        _at++;
    }

    private void Brace(char c)
    {
        if (c == '{' && Peek(1) == '}')
        {
            _at += 2;
            return;
        }

        if (c == '{' && Peek(1) is ':' or '=' && Peek(2) == '}') // braces for spacing
        {
            _at++;
            Sign(Peek(0));
            _at++;
            return;
        }

        if (c == '{')
        {
            _textBraces.Push(false);
        }
        else if (_textBraces.TryPop(out var wasText) && wasText)
        {
            _text--;
            _at++;
            return;
        }

        Add(TokenKind.Sign, c.ToString());
        _at++;
    }

    // A dollar sign before a digit that no other closes is money; the caller has escaped those. All others are delimiters.
    private void Dollar()
    {
        if (_text == 0)
            _isProse = !_isProse && _tokens.Count > 0;
        if (Peek(1) == '$')
            _at++;
        Space(1);
    }

    private void Letters()
    {
        var start = _at;
        while (_at < _source.Length && char.IsAsciiLetter(_source[_at]))
            _at++;
        var run = _source[start.._at];
        _at = start;
        if (IsOrdinal(run))
            _at += run.Length;
        else if (run is "x" && IsTimes())
            Times();
        else if (run.Length == 1)
            Letter(run);
        else if (Vocabulary.IsKnown(run) && !IsProduct(run))
            Word(run);
        else if (InWords)
            WordOrLetters(run);
        else
            LettersOfFormula(run);
    }

    // 15th is 15
    private bool IsOrdinal(string run) => run is "th" or "st" or "nd" or "rd" && !_spaced && _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Number;

    // "1.5 x 10^6"
    private bool IsTimes() => _spaced && Peek(1) == ' ' && char.IsAsciiDigit(Peek(2)) && _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Number;

    private void Times()
    {
        Add(TokenKind.Command, "times");
        _at++;
    }

    // Between dollar signs "cm" is a unit behind a number and a space, and c times m elsewhere.
    private bool IsProduct(string run) => run.Length == 2 && !InWords && UnitTable.IsLongName(run)
        && !(_spaced && _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Number);

    private void WordOrLetters(string run)
    {
        if (run.Length > 2 || _text > 0 || Vocabulary.ShortWords.Contains(run))
            Word(run);
        else
            LettersOfFormula(run);
    }

    // "sinx" and "lnx" begin with a function; "xy" is a product.
    private void LettersOfFormula(string run)
    {
        for (var length = Math.Min(6, run.Length - 1); length >= 2; length--)
        {
            if (run.Length - length <= 2 && Vocabulary.Functions.ContainsKey(run[..length]))
            {
                Word(run[..length]);
                run = run[length..];
                break;
            }
        }

        // Three capitals in a row are points of a figure or an order, which is not to be changed.
        if (run.Length >= 3 && run.All(char.IsAsciiLetterUpper))
        {
            Add(TokenKind.Letter, run);
            _at += run.Length;
            return;
        }

        foreach (var letter in run)
            Letter(letter.ToString());
    }

    private void Letter(string letter)
    {
        Add(TokenKind.Letter, letter);
        _at++;
    }

    private void Word(string word)
    {
        Add(TokenKind.Word, word);
        _at += word.Length;
    }

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
            if (name.Length > delimiter.Length && name.Length - delimiter.Length <= 2 && name.StartsWith(delimiter, StringComparison.Ordinal))
                (name, end) = (delimiter, start + delimiter.Length); // \vertx is | x
        }

        Named(name, end);
    }

    private static readonly string[] s_gluedDelimiters = ["vert", "lvert", "lbrace", "lbrack", "lgroup", "lfloor", "lceil", "cdot", "times", "infty"];

    private void Symbol(char c)
    {
        if (c == '\\' && _environments == 0 && (char.IsAsciiLetter(Peek(2)) || Peek(2) is '{' or '}' or '%' or '$' or '(' or ')' or '[' or ']'))
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

    private void Named(string name, int end)
    {
        if (name is "left" or "right" && end < _source.Length && _source[end] == '.')
            end++; // an invisible delimiter
        if (Vocabulary.Ignored.Contains(name))
        {
            _spaced = true;
            _at = end;
        }
        else if (name is "textcolor" or "hspace" or "vspace" or "phantom" or "label" or "tag" or "color")
        {
            SkipArgument(end);
        }
        else if (Vocabulary.TextCommands.Contains(name) && Opening(end) is var brace and >= 0)
        {
            var isText = !Vocabulary.MathCommands.Contains(name);
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

    private void Number()
    {
        var digits = new StringBuilder();
        var start = _at;
        Digits(digits);
        if (digits.Length is > 0 and <= 3)
            Groups(digits);
        if (_at < _source.Length && _source[_at] == '.' && char.IsAsciiDigit(Peek(1)))
        {
            _ = digits.Append('.');
            _at++;
            Digits(digits);
        }

        var end = _at;
        _at = start;
        Add(TokenKind.Number, digits.ToString());
        _at = end;
    }

    private void Digits(StringBuilder digits)
    {
        for (; _at < _source.Length && char.IsAsciiDigit(_source[_at]); _at++)
            _ = digits.Append(_source[_at]);
    }

    // 1,234,567 and 1{,}234 and 1\,234 and 1 234: groups of three behind one to three digits that do not begin with 0.
    private void Groups(StringBuilder digits)
    {
        if (digits[0] == '0')
            return;
        var hasCommas = GroupsByComma();
        while (Separator(hasCommas) is var length and > 0)
        {
            _at += length;
            Digits(digits);
        }
    }

    // Whether commas group these digits: not in brackets, where they part coordinates, and not in "98,99,100", where others part numbers.
    private bool GroupsByComma()
    {
        if (_brackets > 0 || _environments > 0 || (_tokens.Count > 1 && _tokens[^1] is { IsSpaced: false, Kind: TokenKind.Sign, Text: "," } && _tokens[^2].Kind == TokenKind.Number && !_spaced))
            return false;
        for (var at = _at; at + 1 < _source.Length && _source[at] == ',' && char.IsAsciiDigit(_source[at + 1]);)
        {
            var end = at + 1;
            while (end < _source.Length && char.IsAsciiDigit(_source[end]))
                end++;
            if (end - at != 4)
                return false;
            at = end;
        }

        return true;
    }

    private int Separator(bool hasCommas)
    {
        foreach (var separator in s_separators)
        {
            if (separator is "," && !hasCommas)
                continue;
            if (string.CompareOrdinal(_source, _at, separator, 0, separator.Length) != 0)
                continue;
            var next = _at + separator.Length;
            if (next + 3 <= _source.Length && _source.AsSpan(next, 3).IndexOfAnyExceptInRange('0', '9') < 0
                && (next + 3 == _source.Length || !char.IsAsciiDigit(_source[next + 3])))
                return separator.Length;
        }

        return 0;
    }

    private static readonly string[] s_separators = ["{, }", " {, }", " {,}", ",\\! ", ",\\!", "\\!,", "{,}", "\\,", "\\ ", "\\;", ",\\,", ",", " ", "~", "{ }"];
}
