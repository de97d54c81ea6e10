namespace Rlar.Inference.Templates.Jinja;

/// <summary>The tokens of a template, and how far they are read.</summary>
internal sealed class JinjaTokens(List<JinjaToken> tokens)
{
    private int _at;

    /// <summary>The token that is next.</summary>
    internal JinjaToken Current => tokens[Math.Min(_at, tokens.Count - 1)];

    /// <summary>Its line.</summary>
    internal int Line => Current.Line;

    /// <summary>Reads a token.</summary>
    internal JinjaToken Next()
    {
        var token = Current;
        _at++;
        return token;
    }

    /// <summary>Whether the token after the next one is this sign.</summary>
    internal bool IsFollowedBy(string sign) =>
        _at + 1 < tokens.Count && tokens[_at + 1] is { Kind: JinjaTokenKind.Sign } token && token.Text == sign;

    /// <summary>Whether the next token is this sign.</summary>
    internal bool IsSign(string sign) => Current.Kind == JinjaTokenKind.Sign && Current.Text == sign;

    /// <summary>Whether the next token is this name.</summary>
    internal bool IsName(string name) => Current.Kind == JinjaTokenKind.Name && Current.Text == name;

    /// <summary>Reads a token of a kind if it is next.</summary>
    internal bool Take(JinjaTokenKind kind) => Take(Current.Kind == kind);

    /// <summary>Reads a sign if it is next.</summary>
    internal bool TakeSign(string sign) => Take(IsSign(sign));

    /// <summary>Reads a name if it is next.</summary>
    internal bool TakeName(string name) => Take(IsName(name));

    /// <summary>Reads a sign that is due.</summary>
    internal void Sign(string sign)
    {
        if (!TakeSign(sign))
            throw Unexpected($"'{sign}'");
    }

    /// <summary>Reads a keyword that is due.</summary>
    internal void Word(string name)
    {
        if (!TakeName(name))
            throw Unexpected($"'{name}'");
    }

    /// <summary>Reads the end of a tag, which is due.</summary>
    internal void Close() => Expect(JinjaTokenKind.Close, "the end of the tag");

    /// <summary>Reads a name, which is due.</summary>
    internal string Name() => Current.Kind == JinjaTokenKind.Name ? Next().Text : throw Unexpected("a name");

    /// <summary>Reads a token of a kind that is due.</summary>
    internal void Expect(JinjaTokenKind kind, string what)
    {
        if (!Take(kind))
            throw Unexpected(what);
    }

    // A template that runs elsewhere may have what is not known here, so this is no word on the template.
    internal JinjaException Unexpected(string due) =>
        JinjaException.Unknown($"line {Line}: '{(Current.Text.Length > 0 ? Current.Text : Current.Kind)}' where {due} is due");

    private bool Take(bool isNext)
    {
        if (isNext)
            _at++;
        return isNext;
    }
}
