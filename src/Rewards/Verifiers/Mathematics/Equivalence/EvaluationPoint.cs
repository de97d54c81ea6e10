using System.Numerics;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>Where variables get their values from.</summary>
/// <param name="Kind">Positive, of either sign, whole, or complex.</param>
/// <param name="Trial">Which of the points of its kind.</param>
/// <param name="Names">
/// The variables in order: over the trials of signed points the first three of them take every pattern of signs.
/// </param>
internal sealed record EvaluationPoint(PointKind Kind, int Trial, IReadOnlyList<string> Names)
{
    /// <summary>Whether steps that leave the real numbers have no value.</summary>
    internal bool IsReal => Kind != PointKind.Complex;

    /// <summary>A variable's value, the same at every precision.</summary>
    internal BigComplex Value(string name, int bits)
    {
        var hash = RandomPoints.Of(name, Trial + 1000 * (int)Kind);
        var zero = BigReal.Zero(bits);
        return Kind switch
        {
            // consecutive trials take consecutive numbers, so that no remainder is missed
            PointKind.Whole => new BigComplex(BigReal.From(WholeNumber(name), bits), zero),
            PointKind.Positive => new BigComplex(Spread(Rescaled(hash, bits)), zero),
            PointKind.Signed => new BigComplex(IsNegative(name, hash) ? -Rescaled(hash >> 1, bits) : Rescaled(hash >> 1, bits), zero),
            _ => new BigComplex(Rescaled(hash, bits), -Rescaled(RandomPoints.Mixed(hash), bits)),
        };
    }

    /// <summary>A hash as a number in [1/2, 1) of 41 bits, exact at every precision.</summary>
    internal BigReal Fraction(ulong hash) => BigReal.From(((BigInteger)1 << 40) + (hash & 0xFF_FFFF_FFFF), (BigInteger)1 << 41, 1024);

    // By turns as it is, below 1, and above 4: some functions are real in one of these only.
    private BigReal Spread(BigReal value) => (Trial % 3) switch
    {
        0 => value,
        1 => value.ScaleByPowerOfTwo(-2),
        _ => value.ScaleByPowerOfTwo(3) + BigReal.From(3, value.Bits),
    };

    // The later trials are multiples of each other: gcd(a, b) is 1 at most pairs.
    private BigInteger WholeNumber(string name)
    {
        var place = Math.Max(0, Names is List<string> names ? names.IndexOf(name) : -1);
        return Trial >= 6 ? 6 * (place + 1) : 2 + (BigInteger)((RandomPoints.Of(name, 0) + (ulong)(Trial * (1 + 2 * place))) % 10);
    }

    private bool IsNegative(string name, ulong hash)
    {
        for (var i = 0; i < Math.Min(3, Names.Count); i++)
        {
            if (Names[i] == name)
                return ((Trial >> i) & 1) == 0;
        }

        return (hash & 1) == 0;
    }

    // In [1/8, 4): away from 0 and from where powers overflow.
    private static BigReal Rescaled(ulong hash, int bits) =>
        BigReal.From(1 + (BigInteger)((hash & 0xFFFF_FFFF) % 31_000), 8_000, bits) + BigReal.From(1, 8, bits);
}

/// <summary>Where the points lie at which functions are compared.</summary>
internal enum PointKind
{
    Positive,
    Signed,
    Whole,
    Complex,
}
