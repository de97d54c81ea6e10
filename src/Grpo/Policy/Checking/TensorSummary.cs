using System.Numerics;

namespace Rlar.Grpo.Policy.Checking;

/// <summary>A tensor in a few numbers, flat and in GGUF's own order: what a stranger's tensor can be compared by.</summary>
/// <param name="Norm">Root of the sum of squares.</param>
/// <param name="CosineProbe">sum_i x_i cos(0.37 i + 0.11), which sees a permutation.</param>
/// <param name="Sum">Sum.</param>
/// <param name="First">The first eight.</param>
/// <param name="All">All numbers, or null: too many.</param>
internal sealed record TensorSummary(double Norm, double CosineProbe, double Sum, double[] First, double[]? All)
{
    /// <summary>The summary of numbers, summed in double.</summary>
    internal static TensorSummary Of<T>(ReadOnlySpan<T> numbers, bool keepsAll)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (squares, probe, sum) = (0.0, 0.0, 0.0);
        for (var at = 0; at < numbers.Length; at++)
        {
            var value = double.CreateTruncating(numbers[at]);
            squares += value * value;
            probe += value * Math.Cos((0.37 * at) + 0.11);
            sum += value;
        }

        return new TensorSummary(Math.Sqrt(squares), probe, sum, Widened(numbers[..Math.Min(8, numbers.Length)]), keepsAll ? Widened(numbers) : null);
    }

    private static double[] Widened<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var wide = new double[numbers.Length];
        for (var at = 0; at < wide.Length; at++)
            wide[at] = double.CreateTruncating(numbers[at]);
        return wide;
    }
}
