namespace Rlar.Scoring.Suites;

/// <summary>Two tools on the same rows of a suite: where one is right and the other is not, and whether that could be chance.</summary>
/// <param name="first">Whole results of the one.</param>
/// <param name="second">Whole results of the other, over the same rows in the same order.</param>
public sealed class SuiteComparison(IReadOnlyList<SuiteResult> first, IReadOnlyList<SuiteResult> second)
{
    /// <summary>The rows that the two do not judge alike: how right each is, 0 to 1.</summary>
    public IReadOnlyList<(SuiteRow Row, double First, double Second)> Differing { get; } =
    [
        .. first.Zip(second, (a, b) => (a.Row, First: a.PairShare(), Second: b.PairShare())).Where(pair => pair.First != pair.Second),
    ];

    /// <summary>Rows on which the first is the more right one.</summary>
    public int FirstBetter => Differing.Count(pair => pair.First > pair.Second);

    /// <summary>Rows on which the second is.</summary>
    public int SecondBetter => Differing.Count - FirstBetter;

    /// <summary>The probability of as uneven a split of the differing rows, or more, if neither were better: the exact sign test, two-sided.</summary>
    public double P
    {
        get
        {
            var (n, k) = (Differing.Count, Math.Min(FirstBetter, SecondBetter));
            if (n == 0)
                return 1;
            // In logarithms: 0.5^n leaves the range of a double at 1,075 rows.
            var (logChoose, sum) = (0.0, 0.0);
            for (var i = 0; i <= k; i++)
            {
                if (i > 0)
                    logChoose += Math.Log((double)(n - i + 1) / i);
                sum += Math.Exp(logChoose - (n * Math.Log(2)));
            }

            return Math.Min(1, 2 * sum);
        }
    }
}
