using System.Numerics;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>Arithmetic modulo a prime just below 2^61 in which -1 has a square root, so that i has a place.</summary>
/// <param name="Prime">The prime, 1 modulo 4.</param>
/// <param name="ImaginaryUnit">A square root of -1.</param>
internal readonly record struct PrimeField(ulong Prime, ulong ImaginaryUnit)
{
    /// <summary>
    /// The fields of the modular layer. Found by search from 2^61 down, tested with twelve Miller-Rabin bases, which are proof below 2^64.
    /// </summary>
    internal static IReadOnlyList<PrimeField> All { get; } =
    [
        new(2305843009213693921, 583529827753931384),
        new(2305843009213693693, 966685122347009555),
        new(2305843009213693669, 1290453122423660404),
    ];

    internal ulong Add(ulong a, ulong b) => a + b >= Prime ? a + b - Prime : a + b;

    internal ulong Subtract(ulong a, ulong b) => a >= b ? a - b : a + Prime - b;

    internal ulong Multiply(ulong a, ulong b) => (ulong)((UInt128)a * b % Prime);

    internal ulong Power(ulong value, ulong exponent)
    {
        ulong result = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1)
                result = Multiply(result, value);
            value = Multiply(value, value);
        }

        return result;
    }

    /// <summary>The inverse of what is not 0.</summary>
    internal ulong Inverse(ulong value) => Power(value, Prime - 2);

    internal ulong From(BigInteger value)
    {
        var rest = BigInteger.Remainder(value, Prime);
        return (ulong)(rest.Sign < 0 ? rest + Prime : rest);
    }
}
