using System.Numerics;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Numbers;

/// <summary>Decimal numbers, random numbers and closeness, for the tests of both number types.</summary>
internal static class NumberSamples
{
    internal static BigReal Decimal(string text, int bits)
    {
        var parts = text.Split('e');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var places = (point < 0 ? 0 : parts[0].Length - point - 1) - (parts.Length > 1 ? int.Parse(parts[1]) : 0);
        var digits = BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal));
        return places >= 0
            ? BigReal.From(digits, BigInteger.Pow(10, places), bits)
            : BigReal.From(digits * BigInteger.Pow(10, -places), bits);
    }

    internal static BigReal FromDouble(double value, int bits) =>
        BigReal.From(new BigInteger(Math.ScaleB(value, 52)), bits).ScaleByPowerOfTwo(-52);

    internal static BigComplex FromComplex(Complex value, int bits) => new(FromDouble(value.Real, bits), FromDouble(value.Imaginary, bits));

    internal static Complex ToComplex(BigComplex value) => new(value.Re.ToDouble(), value.Im.ToDouble());

    /// <summary>All bits random, of either sign, with a magnitude from low to high.</summary>
    internal static BigReal Random(Random random, int bits, int low, int high)
    {
        var bytes = new byte[bits / 8];
        random.NextBytes(bytes);
        var mantissa = new BigInteger(bytes, isUnsigned: true) | (BigInteger.One << (bits - 1));
        return BigReal.From(random.Next(2) == 0 ? mantissa : -mantissa, bits).ScaleByPowerOfTwo(random.Next(low, high + 1) - bits);
    }

    internal static BigComplex RandomComplex(Random random, int bits, int low, int high) =>
        new(Random(random, bits, low, high), Random(random, bits, low, high));

    /// <summary>Asserts that the numbers agree to all but the last 12 bits of the larger.</summary>
    internal static void AssertClose(BigReal expected, BigReal? actual, int bits, int slack = 12)
    {
        Assert.NotNull(actual);
        AssertSmall((expected - actual.Value).Magnitude, expected.Magnitude, bits - slack);
    }

    internal static void AssertClose(BigComplex expected, BigComplex? actual, int bits, int slack = 12)
    {
        Assert.NotNull(actual);
        AssertSmall((expected - actual.Value).Magnitude, expected.Magnitude, bits - slack);
    }

    private static void AssertSmall(long error, long size, int bits) =>
        Assert.True(error <= Math.Max(size, -1000000) - bits, $"wrong from bit {size - error} on");
}
