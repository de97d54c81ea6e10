namespace Rlar.Agents.Choosing;

/// <summary>
/// An interval of the mean difference of two tools over the same rows: percentiles of the means of samples of rows (Efron and Tibshirani 1993, chapter 13).
/// Two rows are added, one for each side, of the largest difference that occurs: without them a few rows that all say the same would have an interval
/// without width (after Agresti and Min 2005, for matched pairs).
/// </summary>
internal static class PairedBootstrap
{
    /// <summary>The interval.</summary>
    /// <param name="differences">[rows] differences.</param>
    /// <param name="error">The share of samples left out on each side.</param>
    /// <param name="samples">How many samples.</param>
    /// <param name="random">Draws them.</param>
    internal static (double Low, double High) Of(IReadOnlyList<double> differences, double error, int samples, SeededRandom random)
    {
        var largest = differences.Max(Math.Abs);
        double[] rows = [.. differences, largest, -largest];
        var means = new double[samples];
        for (var s = 0; s < samples; s++)
        {
            var sum = 0.0;
            for (var i = 0; i < rows.Length; i++)
                sum += rows[random.Below(rows.Length)];
            means[s] = sum / rows.Length;
        }

        Array.Sort(means);
        var left = (int)Math.Floor(error * samples);
        return (means[left], means[samples - 1 - left]);
    }
}
