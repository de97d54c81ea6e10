namespace Rlar.Grpo.Tests.Fused;

/// <summary>Numbers and comparisons that the fused kernels' tests share.</summary>
internal static class FusedNumbers
{
    /// <summary>Every length that a tail can have at every width, and some of real models.</summary>
    internal static int[] Lengths { get; } = [.. Enumerable.Range(0, 71), 288, 576, 1024, 4099];

    /// <summary>Numbers between plus and minus a bound.</summary>
    internal static float[] Random(int seed, int length, double bound = 2)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(((2 * random.NextDouble()) - 1) * bound))];
    }

    /// <summary>Every pair within absolute + relative |expected|.</summary>
    internal static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double absolute, double relative, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= absolute + (relative * Math.Abs(expected[i]))))
                Assert.Fail($"{what}: [{i}] expected {expected[i]:R}, got {actual[i]:R}");
        }
    }

    /// <summary>d sum(slopes y) / d x by central differences of a function in double.</summary>
    internal static double[] Differences(double[] x, Func<double[], double> loss)
    {
        var slopes = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var kept = x[i];
            x[i] = kept + 1e-5;
            var above = loss(x);
            x[i] = kept - 1e-5;
            slopes[i] = (above - loss(x)) / 2e-5;
            x[i] = kept;
        }

        return slopes;
    }

    internal static double[] Wide(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = values[i];
        return wide;
    }
}
