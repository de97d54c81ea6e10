using System.Numerics;
using Rlar.Rewards.Reading.Answers;

namespace Rlar.Rewards.Verifiers.Answering;

/// <summary>How many given numbers can be paired with wanted ones that they are near to: as many as can be, in n log n comparisons.</summary>
/// <param name="absolute">The absolute tolerance.</param>
/// <param name="relative">The tolerance relative to the wanted number.</param>
internal sealed class NumbersWithin(double absolute, double relative)
{
    // As ExactNumber.IsNear has it: tolerances to 18 decimals.
    private static readonly BigInteger s_scale = BigInteger.Pow(10, 18);
    private readonly BigInteger _absolute = new(absolute * 1e18);
    private readonly BigInteger _relative = new(relative * 1e18);

    /// <summary>The most pairs. Percentages pair with percentages only.</summary>
    internal int Pairs(IReadOnlyCollection<ExactNumber> given, IReadOnlyCollection<ExactNumber> wanted) =>
        Matched([.. given.Where(number => number.IsPercent)], [.. wanted.Where(number => number.IsPercent)])
        + Matched([.. given.Where(number => !number.IsPercent)], [.. wanted.Where(number => !number.IsPercent)]);

    // Each number from the least on takes, of the spans that hold it and are free, the one that ends first: no other choice leaves more to those after it.
    private int Matched(List<ExactNumber> given, List<ExactNumber> wanted)
    {
        if (given.Count == 0 || wanted.Count == 0)
            return 0;
        var spans = wanted.ConvertAll(Span);
        spans.Sort((one, other) => one.From.CompareTo(other.From));
        var points = given.ConvertAll(number => new Fraction(number.Numerator, number.Denominator));
        points.Sort();
        var open = new PriorityQueue<Fraction, Fraction>();
        var (next, matched) = (0, 0);
        foreach (var point in points)
        {
            for (; next < spans.Count && spans[next].From.CompareTo(point) <= 0; next++)
                open.Enqueue(spans[next].To, spans[next].To);
            while (open.Count > 0 && open.Peek().CompareTo(point) < 0)
                _ = open.Dequeue();
            if (open.TryDequeue(out _, out _))
                matched++;
        }

        return matched;
    }

    private (Fraction From, Fraction To) Span(ExactNumber number)
    {
        var allowed = (_absolute * number.Denominator) + (_relative * BigInteger.Abs(number.Numerator));
        var (middle, below) = (number.Numerator * s_scale, number.Denominator * s_scale);
        return (new Fraction(middle - allowed, below), new Fraction(middle + allowed, below));
    }

    private readonly record struct Fraction(BigInteger Above, BigInteger Below) : IComparable<Fraction>
    {
        public int CompareTo(Fraction other) => (Above * other.Below).CompareTo(other.Above * Below);
    }
}
