using Rlar.Rewards.Verifiers.Mathematics.Expressions;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// Sum: terms and signs. Term: factors side by side, or with signs between them. Factor: an atom with what follows it or stands above it.
internal sealed partial class MathReader
{
    private MathNode.Function? _remainder; // the last "a mod b": a minus before it belongs to a

    private MathNode? Sum() => Nested(static r => r.SumOfTerms());

    private MathNode? SumOfTerms()
    {
        var terms = new List<MathNode>();
        while (true)
        {
            var isFirst = terms.Count == 0;
            var sign = Sign();
            if (!isFirst && sign == TermSign.None)
                break;
            if (Term() is not { } term || !_fuel.Spend(1))
                return null;
            terms.Add(Signed(sign, term));
        }

        return terms.Count == 1 ? terms[0] : new MathNode.Sum(terms);
    }

    private enum TermSign
    {
        None,
        Plus,
        Minus,
        PlusMinus,
        MinusPlus,
    }

    // Signs before a term; "--" is a plus.
    private TermSign Sign()
    {
        var sign = TermSign.None;
        while (true)
        {
            if (Current.Is('+') && Next.Is('-') && !Next.IsSpaced && _at == 0)
            {
                _at += 2; // "+-3"
                return TermSign.PlusMinus;
            }

            if (Take('+') || TakeWord("plus"))
                sign = sign == TermSign.None ? TermSign.Plus : sign;
            else if (Take('-') || TakeWord("minus") || TakeWord("negative"))
                sign = sign == TermSign.Minus ? TermSign.Plus : TermSign.Minus;
            else if (TakeCommand("pm"))
                sign = TermSign.PlusMinus;
            else if (TakeCommand("mp"))
                sign = TermSign.MinusPlus;
            else
                return sign;
        }
    }

    private MathNode Signed(TermSign sign, MathNode term) => sign switch
    {
        TermSign.Minus when ReferenceEquals(term, _remainder) && _remainder is { Arguments: [var dividend, var modulus] } =>
            _remainder with { Arguments = [MathNode.Negative(dividend), modulus] },
        TermSign.Minus when term is MathNode.Measured measured => measured with { Value = MathNode.Negative(measured.Value) },
        TermSign.Minus => MathNode.Negative(term),
        TermSign.PlusMinus => new MathNode.PlusMinus(term, false),
        TermSign.MinusPlus => new MathNode.PlusMinus(term, true),
        _ => term,
    };

    private MathNode? Term()
    {
        if (Factor() is not { } left)
            return null;
        var parts = new List<MathNode> { left };
        while (true)
        {
            if (!_fuel.Spend(1))
                return null;
            if (IsTimes(Current))
            {
                _at++;
                if (SignedFactor() is not { } factor)
                    return null;
                parts.Add(factor);
            }
            else if (IsDivision(Current))
            {
                _at++;
                if (SignedFactor() is not { } divisor)
                    return null;
                left = new MathNode.Quotient(ProductOf(parts), divisor);
                parts = [left];
            }
            else if (IsModulo(Current))
            {
                _at++;
                if (Modulus() is not { } modulus)
                    return null;
                _remainder = new MathNode.Function("mod", [ProductOf(parts), modulus]);
                parts = [_remainder];
            }
            else if (Ratio(parts) is { } ratio)
            {
                parts = [ratio];
            }
            else if (UnitBehind(ProductOf(parts)) is { } measured)
            {
                parts = [measured];
            }
            else if (StartsFactor() && !IsUnionLetter() && !OpensQualifier())
            {
                if (BesideFactor(parts) is not { } factor)
                    return null;
                parts.Add(factor);
            }
            else
            {
                return ProductOf(parts);
            }
        }
    }

    private MathNode? BesideFactor(List<MathNode> parts)
    {
        // 7 R 2 is a quotient with its remainder.
        if (Current is { Kind: TokenKind.Letter, Text: "R" or "r", IsText: true } && Next.Kind == TokenKind.Number
            && parts is [MathNode.Number whole])
        {
            parts.Clear();
            _at++;
            return Number() is { } rest ? new MathNode.Function("with-remainder", [whole, rest]) : null;
        }

        // Two numbers side by side are no product: "3 4" is two answers, and so does not read as one.
        return Current.Kind == TokenKind.Number && parts[^1] is MathNode.Number ? null : Factor();
    }

    // 3\frac{1}{8} and "3 1/8": a whole number beside a proper fraction of whole numbers.
    private MathNode Mixed(MathNode.Number whole)
    {
        if (whole is not { Decimals: < 0, Value: { IsInteger: true, Sign: > 0 } } || _tokens[_at - 1].Kind != TokenKind.Number)
            return whole;
        var start = _at;
        var fraction = IsFraction(Current) ? Fraction() : PlainFraction();
        if (fraction is MathNode.Quotient
            {
                Numerator: MathNode.Number { Value: { IsInteger: true, Sign: > 0 } n, Decimals: < 0 },
                Denominator: MathNode.Number { Value: { IsInteger: true } d, Decimals: < 0 },
            } && n < d)
            return new MathNode.Sum([whole, fraction]);
        _at = start;
        return whole;
    }

    private MathNode.Quotient? PlainFraction()
    {
        if (Current is not { Kind: TokenKind.Number, IsSpaced: true } || !Next.Is('/') || Ahead(2).Kind != TokenKind.Number)
            return null;
        var quotient = new MathNode.Quotient(NumberOf(Current.Text), NumberOf(Ahead(2).Text));
        _at += 3;
        return quotient;
    }

    private static MathNode ProductOf(List<MathNode> parts) => parts.Count == 1 ? parts[0] : new MathNode.Product([.. parts]);

    // All that stands side by side after "mod".
    private MathNode? Modulus()
    {
        var factors = new List<MathNode>();
        while (factors.Count == 0 || StartsFactor())
        {
            if ((factors.Count == 0 ? SignedFactor() : Factor()) is not { } factor)
                return null;
            factors.Add(factor);
        }

        return ProductOf(factors);
    }

    private static bool IsTimes(Token token) =>
        token.Is('*') || (token.Kind == TokenKind.Command && token.Text is "cdot" or "times" or "ast" or "cdotp");

    private static bool IsDivision(Token token) => token.Is('/') || token.IsCommand("div");

    private static bool IsModulo(Token token) => token.IsCommand("mod") || token.IsCommand("bmod") || token.IsWord("mod");

    // 3:1 and "3 to 1", and times of day.
    private MathNode.Ratio? Ratio(List<MathNode> parts)
    {
        if (!IsRatioSign(Current) || parts[^1] is MathNode.Ratio)
            return null;
        var start = _at;
        var items = new List<MathNode> { ProductOf(parts) };
        while (IsRatioSign(Current))
        {
            _at++;
            if (!(StartsFactor() || Current.IsCommand(DotsCommand)) || Factor() is not { } part)
            {
                _at = start;
                return null;
            }

            while (Current is { Kind: TokenKind.Letter, IsSpaced: false } && Factor() is { } more)
                part = ProductOf([part, more]); // AB : CD
            items.Add(part);
        }

        return new MathNode.Ratio(items);
    }

    private bool IsRatioSign(Token token) => (token.Is(':') && !_isBuilder) || token.IsCommand("colon") || token.IsWord("to");

    private MathNode? SignedFactor() => Sign() switch
    {
        TermSign.None => Factor(),
        var sign => Factor() is { } factor ? Signed(sign, factor) : null,
    };

    private MathNode? Factor() => Atom() is { } atom ? Behind(atom) : null;
}
