namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// Letters in a row: a word, the name of a function or a unit, or variables side by side.
internal sealed partial class MathLexer
{
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
        else if (MathVocabulary.IsKnown(run) && !IsProduct(run))
            Word(run);
        else if (InWords)
            WordOrLetters(run);
        else
            LettersOfFormula(run);
    }

    // 15th is 15
    private bool IsOrdinal(string run) => run is "th" or "st" or "nd" or "rd" && !_spaced && IsBehindNumber;

    // "1.5 x 10^6"
    private bool IsTimes() => _spaced && Peek(1) == ' ' && char.IsAsciiDigit(Peek(2)) && IsBehindNumber;

    private void Times()
    {
        Add(TokenKind.Command, "times");
        _at++;
    }

    // Between dollar signs "cm" is a unit after a number and a space, and c times m elsewhere.
    private bool IsProduct(string run) => run.Length == 2 && !InWords && UnitTable.IsLongName(run)
        && !(_spaced && IsBehindNumber);

    private void WordOrLetters(string run)
    {
        if (run.Length > 2 || _text > 0 || MathVocabulary.ShortWords.Contains(run))
            Word(run);
        else
            LettersOfFormula(run);
    }

    // "sinx" and "lnx" begin with a function; "xy" is a product.
    private void LettersOfFormula(string run)
    {
        for (var length = Math.Min(6, run.Length - 1); length >= 2; length--)
        {
            if (run.Length - length <= 2 && MathVocabulary.Functions.ContainsKey(run[..length]))
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
}
