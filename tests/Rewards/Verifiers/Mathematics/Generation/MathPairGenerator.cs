using Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation;

/// <summary>An adversary for the mathematics verifier: pairs whose labels follow from how they were made.</summary>
public static class MathPairGenerator
{
    private const int HedgePercent = 8;

    private static readonly Func<Draw, Problem>[] Families =
    [
        PlainNumbers.Integer, PlainNumbers.BigInteger, PlainNumbers.Decimal, PlainNumbers.SmallDecimal,
        Quantities.Percent, Quantities.Money, Quantities.Unit, Quantities.Degree,
        Fractions.Fraction, Fractions.Mixed, Fractions.Repeating,
        Surds.Surd, Surds.SurdSum, Surds.NthRoot, Surds.Power,
        Constants.Pi, Constants.Infinity, Factorials.Factorial, Factorials.Binomial, LogTrig.Any, LogTrig.Identity,
        Polynomials.OneUnknown, Polynomials.TwoUnknowns, RationalExpressions.Any, ComplexNumbers.Any,
        Intervals.Interval, Intervals.Inequality, Intervals.Union, Collections.List, Collections.Set, Collections.Tuple,
            Collections.TupleList,
        Matrices.Any, Equations.Equation, Equations.Assignment, Equations.Assignments, Notations.BaseN, Notations.Scientific,
            Notations.Ratio,
        Notations.PlusMinus, Notations.BoundedSum, Words.Text, Words.Choice, Extraction.Any, Expressions.OfUnknowns,
            Expressions.OfNumbers,
    ];

    /// <summary>The first COUNT pairs of SEED; each run through all the kinds comes in its own order.</summary>
    public static IEnumerable<MathPair> Generate(int seed, int count)
    {
        var draw = new Draw((ulong)seed);
        for (var made = 0; made < count;)
        {
            foreach (var family in draw.Shuffle(Families).Take(count - made))
            {
                yield return Pair(family(draw), draw);
                made++;
            }
        }
    }

    private static MathPair Pair(Problem problem, Draw draw)
    {
        var isEqual = draw.Chance(50);
        var candidate = !isEqual && draw.Chance(HedgePercent) ? Completion.Hedge(problem, draw) : null;
        candidate ??= draw.Pick(problem.Candidates.Where(one => one.IsEqual == isEqual).ToArray());
        return new(problem.Kind, candidate.Rewrite, problem.Gold, Completion.Of(problem, candidate, draw), candidate.IsEqual);
    }
}
