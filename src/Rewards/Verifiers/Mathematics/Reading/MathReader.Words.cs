using Rlar.Rewards.Reading.Words;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// Functions, Greek letters, constants and numbers that are spelt out.
internal sealed partial class MathReader
{
    private MathNode? Word()
    {
        if (MathVocabulary.Functions.TryGetValue(Current.Text, out var function))
        {
            _at++;
            return Applied(function);
        }

        if (EnglishNumerals.Values.TryGetValue(Current.Text, out var numeral))
        {
            _at++;
            return Restated(OfWords(MathNode.Number.Of(Tens(numeral))));
        }

        if (MathVocabulary.Greek.Contains(Current.Text))
        {
            var letter = "\\" + Current.Text;
            _at++;
            return Current.Is('_') ? Subscripted(letter) : new MathNode.Symbol(letter);
        }

        NamedConstant? constant = Current.Text.ToLowerInvariant() switch
        {
            "infinity" or "infty" or "oo" => NamedConstant.Infinity,
            "pi" => NamedConstant.Pi,
            _ => null,
        };
        if (constant is null)
            return null;
        _at++;
        return new MathNode.Constant(constant.Value);
    }

    // forty-two
    private int Tens(int numeral)
    {
        var ahead = Current.Is('-') ? Next : Current;
        if (numeral < 20 || ahead.Kind != TokenKind.Word || !EnglishNumerals.Values.TryGetValue(ahead.Text, out var ones) || ones is 0 or > 9)
            return numeral;
        _at += Current.Is('-') ? 2 : 1;
        return numeral + ones;
    }

    // three hundred, two thirds
    private MathNode.Number OfWords(MathNode.Number number)
    {
        var value = number.Value;
        while (Current.Kind == TokenKind.Word
            && (MathVocabulary.Multipliers.TryGetValue(Current.Text, out var factor) || ForeignWords.Multipliers.TryGetValue(Current.Text, out factor)))
        {
            value *= Rational.From(factor);
            _at++;
        }

        var part = Current.Is('-') ? Next : Current;
        if (part.Kind == TokenKind.Word && EnglishNumerals.Parts.TryGetValue(part.Text, out var parts))
        {
            value *= Rational.Of(1, parts);
            _at += Current.Is('-') ? 2 : 1;
        }

        return value == number.Value ? number : new MathNode.Number(value);
    }

    // twelve (12), and 12 (twelve)
    private MathNode.Number Restated(MathNode.Number number)
    {
        if (!Current.Is('(') || !Ahead(2).Is(')'))
            return number;
        var isSame = Next.Kind switch
        {
            TokenKind.Word => EnglishNumerals.Values.TryGetValue(Next.Text, out var numeral) && number.Value == Rational.From(numeral),
            TokenKind.Number => _tokens[_at - 1].Kind == TokenKind.Word && NumberOf(Next.Text).Value == number.Value,
            _ => false,
        };
        if (isSame)
            _at += 3;
        return number;
    }
}
