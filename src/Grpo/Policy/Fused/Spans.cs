using System.Runtime.CompilerServices;

namespace Rlar.Grpo.Policy.Fused;

/// <summary>What the fused kernels ask of their spans before they read and write without further checks.</summary>
internal static class Spans
{
    /// <summary>The span has as many numbers as are needed.</summary>
    /// <exception cref="ArgumentException">It has more or fewer.</exception>
    public static void Length(int actual, int expected, [CallerArgumentExpression(nameof(actual))] string what = "")
    {
        if (actual != expected)
            throw new ArgumentException($"{what} is {actual} where {expected} numbers are needed.");
    }

    /// <summary>Rows of a width in a flat span.</summary>
    /// <exception cref="ArgumentException">It is no whole number of rows.</exception>
    public static int Rows(int length, int width, [CallerArgumentExpression(nameof(length))] string what = "") => width > 0 && length % width == 0
        ? length / width
        : throw new ArgumentException($"{what} is {length}, no whole number of rows of {width}.");
}
