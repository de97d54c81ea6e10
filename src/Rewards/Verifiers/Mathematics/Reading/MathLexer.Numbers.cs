using System.Text;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// Numbers, with their thousands joined.
internal sealed partial class MathLexer
{
    // What may stand between thousands, the longer before those that they begin with.
    private static readonly string[] s_separators =
        ["{, }", " {, }", " {,}", ",\\! ", ",\\!", "\\!,", "{,}", "\\,", "\\ ", "\\;", ",\\,", ",", " ", "~", "{ }"];

    private void Number()
    {
        var digits = new StringBuilder();
        var start = _at;
        Digits(digits);
        if (digits.Length is > 0 and <= 3)
            Groups(digits);
        if (Peek(0) == '{' && Peek(1) == ',' && Peek(2) == '}' && char.IsAsciiDigit(Peek(3)))
        {
            _ = digits.Append('.'); // 4{,}75
            _at += 3;
            Digits(digits);
        }
        else if (_at < _source.Length && _source[_at] == '.' && char.IsAsciiDigit(Peek(1)))
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

    // 1,234,567 and 1{,}234 and 1\,234 and 1 234: groups of three after one to three digits that do not begin with 0.
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
        var isBehindComma = _tokens is [.., { Kind: TokenKind.Number }, { IsSpaced: false, Kind: TokenKind.Sign, Text: "," }] && !_spaced;
        if (_brackets > 0 || _environments > 0 || isBehindComma)
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
}
