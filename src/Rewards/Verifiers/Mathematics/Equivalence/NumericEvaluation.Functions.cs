using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Reading;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

// Functions by name. Those of whole numbers alone have values elsewhere too, by hash: (x+1)! is the same at every x as (1+x)!.
internal sealed partial class NumericEvaluation
{
    private BigComplex? Function(Function function)
    {
        if (function is { Name: "det", Arguments: [Matrix matrix] })
            return MatrixArithmetic.Determinant(matrix, fuel) is { } determinant ? Of(determinant) : null;
        var values = new BigComplex[function.Arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (Of(function.Arguments[i]) is not { } value)
                return IsComputable(function.Name) ? null : ByText(function);
            values[i] = value;
        }

        return values switch
        {
            [var x] => One(function.Name, x),
            [var x, var y] when Two(function.Name) is { } two => two(this, x, y),
            _ => Several(function.Name, values),
        };
    }

    private static bool IsComputable(string name) =>
        MathVocabulary.Functions.ContainsKey(name) || name is "factorial" or "binom" or "mod" or "acot" or "asec" or "acsc";

    private BigComplex? One(string name, BigComplex x)
    {
        if (point.IsReal && !IsInRealDomain(name, x.Re))
            return null;
        return name switch
        {
            "sin" => Elementary(x.Sin()),
            "cos" => Elementary(x.Cos()),
            "tan" => Elementary(x.Tan(), 2),
            "cot" => Elementary(x.Sin(), 2) is { } sine ? x.Cos()?.Divide(sine) : null,
            "sec" => Inverse(Elementary(x.Cos())),
            "csc" => Inverse(Elementary(x.Sin())),
            "asin" => Elementary(x.Asin(), 2),
            "acos" => Elementary(x.Acos(), 2),
            "atan" => Elementary(x.Atan(), 2),
            "acot" => Elementary(Inverse(x)?.Atan(), 2),
            "asec" => Elementary(Inverse(x)?.Acos(), 2),
            "acsc" => Elementary(Inverse(x)?.Asin(), 2),
            "sinh" => Elementary(x.Sinh()),
            "cosh" => Elementary(x.Cosh()),
            "tanh" => Elementary(x.Tanh(), 2),
            "coth" => Inverse(Elementary(x.Tanh(), 2)),
            "sech" => Inverse(Elementary(x.Cosh())),
            "csch" => Inverse(Elementary(x.Sinh())),
            "asinh" => Elementary(x.Asinh(), 2),
            "acosh" => Elementary(x.Acosh(), 2),
            "atanh" => Elementary(x.Atanh(), 2),
            "ln" => Elementary(x.Log()),
            "log" => Logarithm(x, Real(Rational.From(10))),
            "abs" => Real(x.Abs()),
            "sgn" => Real(Rational.From(x.Re.Sign)),
            "re" => Real(x.Re),
            "im" => Real(x.Im),
            "arg" => Elementary(Real(x.Arg())),
            "floor" => Rounded(x, up: false),
            "ceil" => Rounded(x, up: true),
            "factorial" => Factorial(name, x, step: 1),
            "double-factorial" => Factorial(name, x, step: 2),
            "max" or "min" or "gcd" or "lcm" => x,
            _ => ByHash(name, x),
        };
    }

    private bool IsInRealDomain(string name, BigReal x) => name switch
    {
        "ln" or "log" => x.Sign > 0,
        "asin" or "acos" or "atanh" => x.Abs().CompareTo(BigReal.One(bits)) <= 0,
        "acosh" => x.CompareTo(BigReal.One(bits)) >= 0,
        _ => true,
    };

    private static Func<NumericEvaluation, BigComplex, BigComplex, BigComplex?>? Two(string name) => name switch
    {
        "log" => static (e, x, radix) => e.Logarithm(x, radix),
        "binom" => static (e, n, k) => e.Binomial(n, k),
        "mod" => static (e, x, m) => e.Modulo(x, m),
        _ => null,
    };

    private BigComplex? Several(string name, BigComplex[] values)
    {
        if (name is "max" or "min" && Array.TrueForAll(values, v => v.Im.IsZero) && values.Length > 0)
            return Real(name == "max" ? values.Max(v => v.Re) : values.Min(v => v.Re));
        if (name is "gcd" or "lcm" && values.Length > 0)
            return Divisors(values, name == "gcd");
        return ByHash(name, values);
    }

    private BigComplex? Inverse(BigComplex? value) => value is { } x ? Real(BigReal.One(bits)).Divide(x) : null;

    private BigComplex? Logarithm(BigComplex x, BigComplex radix)
    {
        if (point.IsReal && (x.Re.Sign <= 0 || radix.Re.Sign <= 0))
            return null;
        return Elementary(x.Log(), 2) is { } above && radix.Log() is { } below ? above.Divide(below) : null;
    }

    // A value that rounding has put just beside a whole number is that number.
    private BigComplex? Rounded(BigComplex x, bool up)
    {
        if (!x.Im.IsZero || x.Magnitude > bits / 2)
            return null;
        var near = x.Re.Round();
        if ((x.Re - BigReal.From(near, bits)).Magnitude < -bits / 2)
            return Real(BigReal.From(near, bits));
        var floor = x.Re.Floor();
        return Real(BigReal.From(up ? floor + 1 : floor, bits));
    }

    private BigComplex? Factorial(string name, BigComplex x, int step)
    {
        if (!IsWhole(x, out var n))
            return ByHash(name, x);
        return IntegerArithmetic.Factorial(Rational.From(n), step, fuel) is { } whole ? Real(BigReal.From(whole, bits)) : null;
    }

    private BigComplex? Binomial(BigComplex n, BigComplex k)
    {
        if (IsWhole(n, out var from) && IsWhole(k, out var of))
            return IntegerArithmetic.Binomial(Rational.From(from), Rational.From(of), fuel) is { } exact ? Real(exact) : null;
        if (!IsWhole(k, out of) || of.Sign < 0 || of > MostTerms)
            return ByHash("binom", n, k);
        var product = Real(BigReal.One(bits));
        for (var i = 0; i < (int)of && fuel.Spend(8); i++)
            product = (product * (n - Real(BigReal.From(i, bits)))).Divide(Real(BigReal.From(i + 1, bits)))!.Value;
        return product;
    }

    private BigComplex? Modulo(BigComplex x, BigComplex m)
    {
        if (m.IsZero || !x.Im.IsZero || !m.Im.IsZero || x.Divide(m) is not { } quotient || Rounded(quotient, up: false) is not { } whole)
            return null;
        return x - m * whole;
    }

    private BigComplex? Divisors(BigComplex[] values, bool isGreatestCommon)
    {
        var arguments = new MathNode[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (!IsWhole(values[i], out var whole))
                return ByHash(isGreatestCommon ? "gcd" : "lcm", values);
            arguments[i] = new Number(Rational.From(whole));
        }

        return new ExactEvaluation(fuel).Of(new Function(isGreatestCommon ? "gcd" : "lcm", arguments)) is { } value ? Real(value) : null;
    }

    // Sixty bits of every argument, the same at every precision.
    private BigComplex? ByHash(string name, params ReadOnlySpan<BigComplex> values)
    {
        var hash = RandomPoints.Of(name, point.Trial);
        foreach (var value in values)
        {
            hash = RandomPoints.Mixed(hash ^ Leading(value.Re));
            hash = RandomPoints.Mixed(hash ^ Leading(value.Im) ^ 1);
        }

        return Real(point.Fraction(hash));
    }

    private static ulong Leading(BigReal value)
    {
        const int kept = 50;
        if (value.IsZero || value.Magnitude < -value.Bits / 2)
            return 0;
        var scaled = value.ScaleByPowerOfTwo(kept - value.Magnitude).Round();
        return RandomPoints.Mixed((ulong)(long)scaled ^ ((ulong)value.Magnitude << 52));
    }

    private BigComplex? ByText(MathNode node) =>
        fuel.Spend(20) ? Real(point.Fraction(RandomPoints.Of(NodeText.Of(node), point.Trial))) : null;
}
