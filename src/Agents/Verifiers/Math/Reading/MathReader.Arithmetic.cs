using Rlar.Agents.Verifiers.Mathematics.Expressions;
using Rlar.Agents.Verifiers.Mathematics.Numbers;

namespace Rlar.Agents.Verifiers.Mathematics.Reading;

// Sum: terms and signs. Term: factors side by side, or with signs between them. Factor: an atom with what stands behind and above it.
internal sealed partial class MathReader
{
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
            if (Term() is not { } term)
                return null;
            if (!_fuel.Spend(1))
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
                return TakeSigns(2, TermSign.PlusMinus); // "+-3"
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

    private TermSign TakeSigns(int count, TermSign sign)
    {
        _at += count;
        return sign;
    }

    private MathNode.Function? _remainder; // the last "a mod b": a minus before it belongs to a

    private MathNode Signed(TermSign sign, MathNode term) => sign switch
    {
        TermSign.Minus when ReferenceEquals(term, _remainder) => _remainder! with { Arguments = [MathNode.Negative(_remainder.Arguments[0]), _remainder.Arguments[1]] },
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
            else if (IsModulo(out var length))
            {
                _at += length;
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
            else if (StartsFactor() && !IsUnionLetter())
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
        if (Current is { Kind: TokenKind.Letter, Text: "R" or "r", IsText: true } && Next.Kind == TokenKind.Number && parts is [MathNode.Number whole])
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
        if (fraction is MathNode.Quotient { Numerator: MathNode.Number { Value: var n, Decimals: < 0 }, Denominator: MathNode.Number { Value: var d, Decimals: < 0 } }
            && n.IsInteger && d.IsInteger && n.Sign > 0 && n < d)
            return new MathNode.Sum([whole, fraction]);
        _at = start;
        return whole;
    }

    private MathNode.Quotient? PlainFraction()
    {
        if (Current is not { Kind: TokenKind.Number, IsSpaced: true } || !Next.Is('/') || _at + 2 >= _tokens.Count || _tokens[_at + 2].Kind != TokenKind.Number)
            return null;
        var quotient = new MathNode.Quotient(NumberOf(Current.Text), NumberOf(_tokens[_at + 2].Text));
        _at += 3;
        return quotient;
    }

    private static MathNode ProductOf(List<MathNode> parts) => parts.Count == 1 ? parts[0] : new MathNode.Product([.. parts]);

    // All that stands side by side behind "mod".
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

    private static bool IsTimes(Token token) => token.Is('*') || token.IsCommand("cdot") || token.IsCommand("times") || token.IsCommand("ast") || token.IsCommand("cdotp");

    private static bool IsDivision(Token token) => token.Is('/') || token.IsCommand("div");

    private bool IsModulo(out int length)
    {
        length = Current.IsCommand("mod") || Current.IsCommand("bmod") || Current.IsWord("mod") ? 1 : 0;
        return length > 0;
    }

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
            if (!StartsFactor() || Factor() is not { } part)
            {
                _at = start;
                return null;
            }

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

    private MathNode? Factor()
    {
        if (Atom() is not { } atom)
            return null;
        return Behind(atom);
    }

    private MathNode? Behind(MathNode atom)
    {
        while (_fuel.Spend(1))
        {
            if (Current.Is('^'))
            {
                if (PowerOf(atom) is not { } power)
                    return null;
                atom = power;
            }
            else if (Current.Is('!') && !(Next.Is('=') && !Next.IsSpaced && atom is not MathNode.Number))
            {
                _at++;
                atom = Take('!') && !Current.Is('!') ? new MathNode.Function("double-factorial", [atom]) : Factorials(atom);
            }
            else if (Current.Is('%'))
            {
                _at++;
                atom = new MathNode.Measured(atom, UnitTable.Percent);
            }
            else if (Current.IsCommand("degree"))
            {
                _at++;
                atom = new MathNode.Measured(atom, UnitTable.Degree);
            }
            else if (Current.Is('_') && atom is MathNode.Number)
            {
                if (BasedOn(atom) is not { } based)
                    return null;
                atom = based;
            }
            else if (Current.Is('\'') && atom is MathNode.Symbol or MathNode.Function)
            {
                _at++;
                atom = new MathNode.Function("prime", [atom]);
                if (Current.Is('(') && !Current.IsSpaced && Arguments() is { } arguments)
                    atom = new MathNode.Function("prime", [atom, .. arguments]); // f'(x)
            }
            else
            {
                return atom;
            }
        }

        return null;
    }

    // x!!! is ((x!)!)!; the second sign has been taken when there was a third.
    private MathNode.Function Factorials(MathNode atom)
    {
        var inner = new MathNode.Function("factorial", [atom]);
        return _tokens[_at - 1].Is('!') && _at >= 2 && _tokens[_at - 2].Is('!') ? new MathNode.Function("factorial", [inner]) : inner;
    }

    private MathNode? PowerOf(MathNode atom)
    {
        _at++;
        if (IsDegreeMark())
            return new MathNode.Measured(atom, UnitTable.Degree);
        if (Take('\'') || TakeCommand("prime"))
            return new MathNode.Function("prime", [atom]);
        if (Current.IsCommand("top") || (Current is { Kind: TokenKind.Letter, Text: "T" } && atom is MathNode.Matrix))
        {
            _at++;
            return new MathNode.Function("transpose", [atom]);
        }

        if (Exponent() is not { } exponent)
            return null;
        return atom is MathNode.Measured measured ? measured with { Value = new MathNode.Power(measured.Value, exponent) } : new MathNode.Power(atom, exponent);
    }

    private bool IsDegreeMark()
    {
        if (TakeCommand("circ") || TakeCommand("degree"))
            return true;
        if (!Current.Is('{') || !(Next.IsCommand("circ") || Next.IsCommand("degree")) || !_tokens[Math.Min(_at + 2, _tokens.Count - 1)].Is('}'))
            return false;
        _at += 3;
        return true;
    }

    private MathNode? Exponent()
    {
        if (Current.Is('-') || Current.Is('+'))
        {
            var isMinus = Current.Is('-');
            _at++;
            if (Nested(static r => r.Argument(wholeNumber: true)) is not { } value)
                return null;
            var raised = Current.Is('^') ? PowerOf(value) : value;
            return raised is null ? null : isMinus ? MathNode.Negative(raised) : raised;
        }

        // 2^10 in plain writing is 2 to the 10th; between dollar signs LaTeX raises the first digit only, and nobody means that.
        if (Nested(static r => r.Argument(wholeNumber: true)) is not { } exponent)
            return null;
        return Current.Is('^') ? Nested(r => r.PowerOf(exponent)) : exponent;
    }

    private MathNode? BasedOn(MathNode atom)
    {
        _at++;
        var isBraced = Take('{');
        if (Current.Kind != TokenKind.Number || !int.TryParse(Current.Text, out var radix) || radix is < 2 or > 36)
            return Numeral(isBraced) is { } named ? WithBase(atom, named) : null;
        _at++;
        return (!isBraced || Take('}')) ? WithBase(atom, radix) : null;
    }

    // 1010_{\text{two}}
    private int? Numeral(bool isBraced)
    {
        if (Current.Kind != TokenKind.Word || !Vocabulary.Numerals.TryGetValue(Current.Text, out var radix) || radix < 2)
            return null;
        _at++;
        return !isBraced || Take('}') ? radix : null;
    }

    private static MathNode.Based? WithBase(MathNode atom, int radix)
    {
        if (atom is not MathNode.Number { Decimals: < 0, Value: { IsInteger: true } value } || value.Numerator.GetBitLength() > 4096)
            return null;
        var total = System.Numerics.BigInteger.Zero;
        foreach (var digit in value.Numerator.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            if (digit - '0' >= radix)
                return null; // no such digit in that base
            total = total * radix + (digit - '0');
        }

        return new MathNode.Based(Rational.From(total), radix);
    }
}
