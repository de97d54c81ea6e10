namespace Rlar.Kernels.Tests;

/// <summary>The one way in which these tests compare numbers.</summary>
internal static class Tolerance
{
    /// <summary>Each pair within <paramref name="absolute"/> + <paramref name="relative"/> |expected|.</summary>
    internal static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double absolute, double relative, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var allowed = absolute + relative * Math.Abs(expected[i]);

            // The message is made only where it is wanted: millions of numbers are compared, and writing four of them costs more than all else here.
            if (!(Math.Abs(expected[i] - actual[i]) <= allowed))
                Assert.Fail($"{what}: [{i}] expected {expected[i]:R}, got {actual[i]:R}, allowed {allowed:R}");
        }
    }
}
