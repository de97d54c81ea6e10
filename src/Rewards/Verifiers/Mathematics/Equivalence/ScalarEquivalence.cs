using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using Rlar.Rewards.Verifiers.Mathematics.Rules;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>
/// Whether two expressions are the same number or function, by the cheapest layer that can tell: exact fractions, identity of rational
/// functions modulo primes, and values in high precision.
/// </summary>
internal static class ScalarEquivalence
{
    private const int FewBits = 128;

    private static readonly int[] s_precisions = [FewBits, 256, 512, 1024, 2048];

    /// <summary>Decides.</summary>
    internal static Decision Decide(MathNode gold, MathNode answer, MathOptions options, Fuel fuel)
    {
        answer = IntegrationConstants.Renamed(gold, answer);
        if (Exact(gold, answer, options, fuel) is { } exact)
            return exact;
        if (Surds(gold, answer, fuel) is { } surds)
            return surds;
        var symbols = FreeSymbols.Of(gold, answer);
        // Constants that differ may still be a value and its rounding.
        var mayBeRounded = symbols.Names.Count == 0 && (Rounding.IsDecimal(gold) || Rounding.IsDecimal(answer));
        if (Modular(gold, answer, fuel) is { } modular && (modular.IsEqual || !mayBeRounded))
            return modular;
        var numeric = symbols.Names.Count == 0
            ? Constants(gold, answer, options, fuel)
            : Functions(gold, answer, symbols, fuel);
        return numeric ?? (fuel.IsSpent
            ? Decision.Undecided("the expressions are too large to compare")
            : Decision.Different("values", "no layer shows them equal"));
    }

    // A decimal may be the rounding of a root, which the last layer sees.
    private static Decision? Surds(MathNode gold, MathNode answer, Fuel fuel)
    {
        if (Rounding.IsDecimal(gold) || Rounding.IsDecimal(answer))
            return null;
        if (new SurdEvaluation(fuel).Of(gold) is not { } expected || new SurdEvaluation(fuel).Of(answer) is not { } given)
            return null;
        return expected.IsSameAs(given)
            ? Decision.Equal("exact", "both are the same sum of square roots")
            : Decision.Different("exact", "they are different sums of square roots");
    }

    private static Decision? Exact(MathNode gold, MathNode answer, MathOptions options, Fuel fuel)
    {
        var left = new ExactEvaluation(fuel).Of(gold);
        var right = new ExactEvaluation(fuel).Of(answer);
        if (left is not { } expected || right is not { } given)
            return null;
        if (expected == given)
            return Decision.Equal("exact", $"both are {Shown(expected)}");
        if (Rounding.Agrees(gold, answer, expected, given, options.Precision))
            return Decision.Equal("rounding", $"one is the other, rounded to {options.Precision} digits or more");
        return Decision.Different("exact", $"{Shown(expected)} is not {Shown(given)}");
    }

    private static string Shown(Rational value) => value.Size < 400 ? value.ToString() : "a number of " + value.Size / 3 + " digits";

    private static Decision? Modular(MathNode gold, MathNode answer, Fuel fuel)
    {
        var agreements = 0;
        for (var trial = 0; trial < PrimeField.All.Count; trial++)
        {
            var left = new ModularEvaluation(PrimeField.All[trial], trial, fuel);
            var right = new ModularEvaluation(PrimeField.All[trial], trial, fuel);
            var (x, y) = (left.Of(gold), right.Of(answer));
            if (x is null || y is null)
            {
                if (left.IsSingular || right.IsSingular)
                    continue;
                return null;
            }

            if (x != y)
                return Decision.Different("polynomial identity", $"they differ modulo {PrimeField.All[trial].Prime}");
            agreements++;
        }

        return agreements >= 2 ? Decision.Equal("polynomial identity", $"equal at random points modulo {agreements} primes") : null;
    }

    private static Decision? Constants(MathNode gold, MathNode answer, MathOptions options, Fuel fuel)
    {
        var point = new EvaluationPoint(PointKind.Complex, 0, []);
        if (Compare(gold, answer, point, fuel) is not { } same)
            return null;
        if (same)
            return Decision.Equal("values", "equal to 100 bits and more");
        return Rounding.Agrees(gold, answer, options.Precision, fuel)
            ? Decision.Equal("rounding", $"one is the other, rounded to {options.Precision} digits or more")
            : Decision.Different("values", "their values differ");
    }

    // Functions are compared as textbooks do: at real points, where both have values. Only where there are none, or with i, elsewhere.
    private static Decision? Functions(MathNode gold, MathNode answer, FreeSymbols symbols, Fuel fuel)
    {
        var agreements = 0;
        foreach (var point in Points(symbols))
        {
            if (Compare(gold, answer, point, fuel) is not { } same)
                continue;
            if (!same)
                return Decision.Different("values", "their values differ at a random point");
            agreements++;
        }

        if (agreements == 0 && !symbols.HasImaginaryUnit && !fuel.IsSpent)
            return AtComplexPoints(gold, answer, symbols, fuel);
        return agreements >= 2 ? Decision.Equal("values", $"equal at {agreements} random points to 100 bits and more") : null;
    }

    private static Decision? AtComplexPoints(MathNode gold, MathNode answer, FreeSymbols symbols, Fuel fuel)
    {
        var agreements = 0;
        for (var trial = 0; trial < 3; trial++)
        {
            if (Compare(gold, answer, new EvaluationPoint(PointKind.Complex, trial, symbols.Names), fuel) is not { } same)
                continue;
            if (!same)
                return Decision.Different("values", "their values differ at a random point");
            agreements++;
        }

        return agreements >= 2 ? Decision.Equal("values", $"equal at {agreements} random complex points to 100 bits and more") : null;
    }

    private static IEnumerable<EvaluationPoint> Points(FreeSymbols symbols)
    {
        if (symbols.HasImaginaryUnit)
            return At(PointKind.Complex, 3);
        if (symbols.NeedsWholeNumbers)
            return At(PointKind.Whole, 8);
        var real = At(PointKind.Positive, 6).Concat(At(PointKind.Signed, 1 << Math.Min(3, symbols.Names.Count)));
        if (!symbols.HasRounding)
            return real;
        // n stands for whole numbers, x does not
        return symbols.Names.TrueForAll(n => n is "i" or "j" or "k" or "l" or "m" or "n")
            ? At(PointKind.Whole, 8)
            : At(PointKind.Whole, 6).Concat(real);

        IEnumerable<EvaluationPoint> At(PointKind kind, int trials) =>
            Enumerable.Range(0, trials).Select(t => new EvaluationPoint(kind, t, symbols.Names));
    }

    /// <summary>
    /// Whether two values are the same; null where one has none. A difference that halving the rounding makes smaller is rounding; one that
    /// stays is real.
    /// </summary>
    internal static bool? Compare(MathNode gold, MathNode answer, EvaluationPoint point, Fuel fuel)
    {
        long before = 0;
        foreach (var bits in s_precisions)
        {
            if (new NumericEvaluation(bits, point, fuel).Of(gold) is not { } left
                || new NumericEvaluation(bits, point, fuel).Of(answer) is not { } right)
                return null;
            var difference = (left - right).Magnitude;
            var scale = Math.Max(left.Magnitude, right.Magnitude);
            if (difference == long.MinValue)
                difference = long.MinValue / 2;
            if (bits > FewBits)
            {
                // Large numbers must agree below the point too: between 2^1000 and 2^1000 + 1 there is little in proportion.
                if ((difference < before - bits / 4 || difference < scale - bits + 40) && scale < bits - 60)
                    return true;
                if (difference > before - 8 && difference > long.MinValue / 4)
                    return false;
            }

            before = difference;
        }

        return null;
    }
}
