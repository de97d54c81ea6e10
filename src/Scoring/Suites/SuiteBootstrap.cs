namespace Rlar.Scoring.Suites;

/// <summary>
/// Percentile bootstrap (Efron 1979) of a suite's figures: rows are drawn again within their subset, so that each keeps its weight. A seed gives the same
/// interval everywhere.
/// </summary>
/// <param name="resamples">How many times, at least 1. 2,000 give a 95% interval whose ends are good to a digit or two.</param>
/// <param name="seed">The seed of the draws.</param>
public sealed class SuiteBootstrap(int resamples, int seed)
{
    private const double Tail = 0.025;

    /// <summary>The 95% interval of a figure; null where it has none (fewer than two rows, or draws without a value).</summary>
    /// <param name="figure">The figure.</param>
    public (double Low, double High)? Interval(SuiteFigure figure) =>
        Interval(figure.Rows, drawn => figure.Of([.. drawn.Select(i => figure.Rows[i])]));

    /// <summary>The 95% interval of the difference of a figure between two tools, drawn for both from the same rows.</summary>
    /// <param name="first">The figure of the one.</param>
    /// <param name="second">The same figure of the other, over the same rows in the same order.</param>
    /// <exception cref="ArgumentException">They are not over the same rows.</exception>
    public (double Low, double High)? Difference(SuiteFigure first, SuiteFigure second)
    {
        if (!first.Rows.Select(row => row.Row.Id).SequenceEqual(second.Rows.Select(row => row.Row.Id)))
            throw new ArgumentException("The figures are not over the same rows.", nameof(second));
        return Interval(
            first.Rows,
            drawn => first.Of([.. drawn.Select(i => first.Rows[i])]) - second.Of([.. drawn.Select(i => second.Rows[i])]));
    }

    private (double Low, double High)? Interval(IReadOnlyList<SuiteResult> rows, Func<int[], double> of)
    {
        if (rows.Count < 2)
            return null;
        var strata = Enumerable.Range(0, rows.Count).GroupBy(i => rows[i].Row.Subset).Select(subset => subset.ToArray()).ToArray();
        var random = new Random(seed);
        var values = new double[resamples];
        var drawn = new int[rows.Count];
        for (var r = 0; r < resamples; r++)
        {
            var at = 0;
            foreach (var subset in strata)
            {
                for (var i = 0; i < subset.Length; i++)
                    drawn[at++] = subset[random.Next(subset.Length)];
            }

            values[r] = of(drawn);
        }

        if (values.Any(double.IsNaN))
            return null;
        Array.Sort(values);
        return (values[(int)(Tail * (resamples - 1))], values[(int)Math.Ceiling((1 - Tail) * (resamples - 1))]);
    }
}
