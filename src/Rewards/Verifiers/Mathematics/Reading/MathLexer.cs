namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

/// <summary>
/// Cuts an answer into tokens. Letters between dollar signs are variables, one by one; outside of them and in \text{...} they are words.
/// One pass, no backtracking.
/// </summary>
internal sealed partial class MathLexer
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

    private bool IsBehindNumber => _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Number;

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
            {
                if (!ForeignWord())
                    return null;
            }
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
        if (c == '.' && Peek(1) == '.' && Peek(2) == '.')
        {
            Add(TokenKind.Command, MathReader.DotsCommand);
            for (_at += 2; Peek(1) == '.'; _at++)
            {
            }
        }
        else if (c == '*' && Peek(1) == '*') // a power, as programs write it
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
}
