namespace Rlar.Agents.Monitor;

/// <summary>Probabilities in the tails of distributions, exact enough far out, where alarms are decided.</summary>
internal static class Tails
{
    private const int MostSteps = 500;
    private const double Smallest = 1e-300;

    /// <summary>P(|Z| >= z) of a standard normal Z.</summary>
    internal static double Normal(double z)
    {
        z = Math.Abs(z);
        var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (z < 3)
        {
            // Marsaglia 2004: the integral from 0 as a series of positive terms.
            double term = z, sum = z;
            for (var i = 3; term > sum * 1e-17; i += 2)
                sum += term *= z * z / i;
            return Math.Max(0, 1 - (2 * density * sum));
        }

        var fraction = z; // Laplace's continued fraction, from its end
        for (var i = 60; i > 0; i--)
            fraction = z + (i / fraction);
        return 2 * density / fraction;
    }

    /// <summary>P(|T| >= t) of Student's T: the regularised incomplete beta function of df / (df + t^2) at df / 2 and 1 / 2.</summary>
    internal static double Student(double t, double df)
    {
        if (double.IsInfinity(t))
            return 0;
        var x = df / (df + (t * t));
        var (a, b) = (df / 2, 0.5);
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        if (t == 0)
            return 1;
        return x < (a + 1) / (a + b + 2) ? front * BetaFraction(x, a, b) / a : 1 - (front * BetaFraction(1 - x, b, a) / b);
    }

    /// <summary>P(X >= hits) of X hits in a sample, drawn without replacement (hypergeometric).</summary>
    /// <param name="hits">At least so many.</param>
    /// <param name="sample">The sample's size.</param>
    /// <param name="allHits">Hits among all.</param>
    /// <param name="all">All.</param>
    internal static double HypergeometricAtLeast(int hits, int sample, int allHits, int all)
    {
        var (least, most) = (Math.Max(0, sample + allHits - all), Math.Min(sample, allHits));
        if (hits <= least)
            return 1;
        var sum = 0.0;
        for (var x = most; x >= hits; x--)
            sum += Math.Exp(LogChoose(allHits, x) + LogChoose(all - allHits, sample - x) - LogChoose(all, sample));
        return Math.Min(1, sum);
    }

    // The continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method.
    private static double BetaFraction(double x, double a, double b)
    {
        var c = 1.0;
        var d = 1 / Off(1 - ((a + b) * x / (a + 1)));
        var h = d;
        for (var m = 1; m < MostSteps; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Off(1 + (even * d));
            c = Off(1 + (even / c));
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Off(1 + (odd * d));
            c = Off(1 + (odd / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-15)
                break;
        }

        return h;
    }

    private static double Off(double value) => Math.Abs(value) < Smallest ? Smallest : value;

    private static double LogChoose(int n, int k) => LogGamma(n + 1.0) - LogGamma(k + 1.0) - LogGamma(n - k + 1.0);

    // Stirling's series (DLMF 5.11.1) from 10 on, reached by the recurrence.
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 10; x++)
            shift += Math.Log(x);
        var square = x * x;
        var series = (1.0 / 12) - ((1.0 / 360) - ((1.0 / 1260) - (1.0 / 1680 / square)) / square) / square;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (series / x) - shift;
    }
}
