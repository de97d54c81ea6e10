using System.Numerics;

namespace Rlar.Rewards.Reading.Answers;

/// <summary>A number as it was written: an exact fraction, so that 0.1, 1/10 and 10% are the same and 0.1 + 2^-60 is not.</summary>
/// <param name="Numerator">Numerator.</param>
/// <param name="Denominator">Denominator, above 0; not reduced.</param>
/// <param name="IsPercent">Whether a percent sign followed. The fraction is the figure before the sign.</param>
internal readonly record struct ExactNumber(BigInteger Numerator, BigInteger Denominator, bool IsPercent = false)
{
    /// <summary>
    /// Whether |this - reference| is at most absolute + relative |reference|, percent signs left aside. Exact, but for the rounding of the
    /// bounds to doubles.
    /// </summary>
    /// <param name="reference">The reference.</param>
    /// <param name="absolute">Absolute tolerance, at least 0.</param>
    /// <param name="relative">Relative tolerance, at least 0.</param>
    public bool IsNear(ExactNumber reference, double absolute, double relative)
    {
        // Scaled by both denominators and by 10^18, everything is an integer.
        var scale = BigInteger.Pow(10, 18);
        var difference = BigInteger.Abs(Numerator * reference.Denominator - reference.Numerator * Denominator) * scale;
        var allowed = new BigInteger(absolute * 1e18) * Denominator * reference.Denominator
            + new BigInteger(relative * 1e18) * BigInteger.Abs(reference.Numerator) * Denominator;
        return difference <= allowed;
    }

    /// <summary>Whether both are the same figure, percent signs left aside.</summary>
    /// <param name="other">The other.</param>
    public bool HasSameFigure(ExactNumber other) => Numerator * other.Denominator == other.Numerator * Denominator;

    /// <summary>Whether both are the same amount: 50% is 0.5.</summary>
    /// <param name="other">The other.</param>
    public bool HasSameAmount(ExactNumber other) =>
        Numerator * other.Denominator * (other.IsPercent ? 100 : 1) == other.Numerator * Denominator * (IsPercent ? 100 : 1);
}
