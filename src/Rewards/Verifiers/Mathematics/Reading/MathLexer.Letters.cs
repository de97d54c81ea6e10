using System.Globalization;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// Letters in a row: a word, the name of a function or a unit, or variables side by side.
internal sealed partial class MathLexer
{
    private void Letters()
    {
        var start = _at;
        while (_at < _source.Length && char.IsAsciiLetter(_source[_at]))
            _at++;
        if (InWords && _at < _source.Length && IsLatin(_source[_at]))
            _at = EndOfWord(start); // "l\u00E9gumes"
        var run = _source[start.._at];
        _at = start;
        if (!System.Text.Ascii.IsValid(run))
            Word(run);
        else if (IsOrdinal(run))
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

    // A word in letters that mathematics has no use for. Digits of other alphabets, and letters that stand for Latin ones, are none.
    private bool ForeignWord()
    {
        var end = EndOfWord(_at);
        if (end == _at)
            return false;
        Word(_source[_at..end]);
        return true;
    }

    // Ideographs that multiply the number before them are words of their own: 5\u4E07\u5143.
    private int EndOfWord(int start)
    {
        var first = _source[start];
        if (ForeignWords.IsIdeograph(first))
        {
            if (IsBehindNumber && ForeignWords.Multipliers.ContainsKey(first.ToString()) && !UnitTable.StartsUnit(_source.AsSpan(start)))
                return start + 1;
            var after = start;
            while (after < _source.Length && ForeignWords.IsIdeograph(_source[after]))
                after++;
            return after;
        }

        var end = start;
        while (end < _source.Length && (char.IsAsciiLetter(_source[end]) || IsForeignLetter(_source[end], isFirst: end == start)))
            end++;
        return end;
    }

    private static bool IsLatin(char c) => c is >= '\u00C0' and <= '\u024F' or >= '\u1E00' and <= '\u1EFF' && char.IsLetter(c);

    // Letters of the alphabets of living languages, and the signs that stand above and below them.
    private static bool IsForeignLetter(char c, bool isFirst) => c is >= '\u00C0' and <= '\u1FFF' && c is not ('\u00D7' or '\u00F7')
        && char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter => true,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => !isFirst,
            _ => false,
        };
}
