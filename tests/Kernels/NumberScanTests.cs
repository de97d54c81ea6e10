using System.Numerics;

namespace Rlar.Kernels.Tests;

/// <summary>The search for bad numbers finds each one, wherever it stands in a vector, and nothing else.</summary>
public sealed class NumberScanTests
{
    [Fact]
    public void FirstBad_OneAtEveryPlaceOfEveryLength_IsFound()
    {
        Everywhere<double>(double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1.1e150);
        Everywhere<float>(float.NaN, float.PositiveInfinity, float.NegativeInfinity);
    }

    private static void Everywhere<T>(params T[] bad)
        where T : IBinaryFloatingPointIeee754<T>
    {
        for (var length = 1; length < 40; length++)
        {
            var values = Enumerable.Repeat(T.CreateTruncating(typeof(T) == typeof(float) ? float.MaxValue : 1e150), length).ToArray();
            Assert.Equal(-1, NumberScan.FirstBad<T>(values, []));
            for (var at = 0; at < length; at++)
            {
                var kept = values[at];
                values[at] = bad[at % bad.Length];
                Assert.Equal(at, NumberScan.FirstBad<T>(values, []));
                var counts = Enumerable.Repeat(true, length).ToArray();
                Assert.Equal(at, NumberScan.FirstBad<T>(values, counts));
                counts[at] = false;
                Assert.Equal(-1, NumberScan.FirstBad<T>(values, counts));
                values[at] = kept;
            }
        }
    }
}
