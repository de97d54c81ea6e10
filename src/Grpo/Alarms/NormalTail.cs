namespace Rlar.Grpo.Alarms;

/// <summary>Probabilities far out in a normal distribution's tail, where alarms are decided.</summary>
internal static class NormalTail
{
    private const double SmallZ = 3;
    private const int FractionDepth = 60;

    /// <summary>P(Z at least z) of a standard normal Z; 0.5 for anything that is not above 0, which is never told.</summary>
    internal static double Above(double z)
    {
        if (!(z > 0))
            return 0.5;
        var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (z < SmallZ)
        {
            // The integral from 0 as a series of positive terms (Marsaglia 2004).
            double term = z, sum = z;
            for (var i = 3; term > sum * 1e-17; i += 2)
                sum += term *= z * z / i;
            return 0.5 - (density * sum);
        }

        var fraction = z; // Laplace's continued fraction, from its end
        for (var i = FractionDepth; i > 0; i--)
            fraction = z + (i / fraction);
        return density / fraction;
    }
}
