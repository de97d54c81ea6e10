using Rlar.Scoring.Comparison;

namespace Rlar.Scoring.Suites;

/// <summary>What a tool goes by beside what is right: places, lengths; and whether its margins mean what they seem to.</summary>
/// <param name="results">Whole results.</param>
public sealed class SuiteHabits(IReadOnlyList<SuiteResult> results)
{
    private const int Bins = 10;

    private readonly Pair[] _pairs = [.. results.SelectMany(Pairs)];

    /// <summary>Pairs of a right and a wrong answer.</summary>
    public int Count => _pairs.Length;

    /// <summary>The share of pairs whose two answers got the same score.</summary>
    public double Ties => Share(_pairs, pair => pair.Margin == 0);

    /// <summary>The share of pairs with a winner whose winner is the same in both orders; NaN for a tool that sees one answer at a time.</summary>
    public double Consistent => Share([.. _pairs.Where(pair => pair.Swapped is not null)], pair => Math.Sign(pair.Margin) == Math.Sign(pair.Swapped!.Value));

    /// <summary>Of the verdicts of both orders that have a winner, the share for the answer that was shown first; 0.5 is none. NaN as above.</summary>
    public double First
    {
        get
        {
            var verdicts = _pairs.Where(pair => pair.Swapped is not null)
                .SelectMany(pair => new[] { (pair.Margin, RightIsFirst: pair.IsRightFirst), (pair.Swapped!.Value, RightIsFirst: !pair.IsRightFirst) })
                .Where(verdict => verdict.Item1 != 0)
                .ToArray();
            return Share(verdicts, verdict => verdict.Item1 > 0 == verdict.RightIsFirst);
        }
    }

    /// <summary>Of the pairs with a winner and of different lengths, the share won by the longer answer; 0.5 is none where the suite is balanced.</summary>
    public double Longer => Share([.. Decided.Where(pair => pair.Lengths != 0)], pair => pair.Margin > 0 == pair.Lengths > 0);

    /// <summary>The same of the suite itself: the share of pairs whose right answer is the longer one.</summary>
    public double RightIsLonger => Share([.. _pairs.Where(pair => pair.Lengths != 0)], pair => pair.Lengths > 0);

    /// <summary>Accuracy where the right answer is the longer one.</summary>
    public double WhereLonger => Accuracy(pair => pair.Lengths > 0);

    /// <summary>Accuracy where the right answer is the shorter one.</summary>
    public double WhereShorter => Accuracy(pair => pair.Lengths < 0);

    /// <summary>Kendall's tau-b between scores and rightness within rows of more than two answers, on the mean; NaN where there are none.</summary>
    public double Tau
    {
        get
        {
            var taus = results.Where(result => result.Scores.Count > 2)
                .Select(result => KendallTau.B(
                    [.. result.Scores.Select(score => score!.Value)],
                    [.. result.Row.Answers.Select(answer => answer.IsRight ? 1.0 : 0)]) ?? 0)
                .ToArray();
            return taus.Length == 0 ? double.NaN : taus.Average();
        }
    }

    /// <summary>
    /// Expected calibration error of sigmoid(margin) as the probability that the preferred answer is the right one (Bradley-Terry), in ten bins from 0.5 to
    /// 1. It means something for reward models that were trained on this probability alone.
    /// </summary>
    public double CalibrationError
    {
        get
        {
            if (_pairs.Length == 0)
                return double.NaN;
            var bins = _pairs.Select(pair => (Probability: 1 / (1 + Math.Exp(-Math.Abs(pair.Margin))), Right: pair.Margin > 0 ? 1 : pair.Margin < 0 ? 0 : 0.5))
                .GroupBy(pair => Math.Min(Bins - 1, (int)((pair.Probability - 0.5) * 2 * Bins)));
            return bins.Sum(bin => bin.Count() * Math.Abs(bin.Average(pair => pair.Probability) - bin.Average(pair => pair.Right))) / _pairs.Length;
        }
    }

    private Pair[] Decided => [.. _pairs.Where(pair => pair.Margin != 0)];

    private static IEnumerable<Pair> Pairs(SuiteResult result)
    {
        var answers = result.Row.Answers;
        for (var i = 0; i < answers.Count; i++)
        {
            for (var j = 0; j < answers.Count; j++)
            {
                if (answers[i].IsRight && !answers[j].IsRight)
                {
                    yield return new Pair(
                        result.Scores[i]!.Value - result.Scores[j]!.Value,
                        result.Swapped is { } swapped ? swapped[i]!.Value - swapped[j]!.Value : null,
                        i < j,
                        answers[i].Text.Length.CompareTo(answers[j].Text.Length));
                }
            }
        }
    }

    private static double Share<T>(IReadOnlyCollection<T> all, Func<T, bool> which) => all.Count == 0 ? double.NaN : (double)all.Count(which) / all.Count;

    private double Accuracy(Func<Pair, bool> which)
    {
        Pair[] some = [.. _pairs.Where(which)];
        return some.Length == 0 ? double.NaN : some.Average(pair => pair.Margin > 0 ? 1 : pair.Margin < 0 ? 0 : 0.5);
    }

    /// <summary>A right and a wrong answer of one row.</summary>
    /// <param name="Margin">The right one's score less the wrong one's.</param>
    /// <param name="Swapped">The same in the opposite order; null where there is none.</param>
    /// <param name="IsRightFirst">Whether the right one stands first in the row's order.</param>
    /// <param name="Lengths">The sign of the right one's length in characters less the wrong one's.</param>
    private readonly record struct Pair(double Margin, double? Swapped, bool IsRightFirst, int Lengths);
}
