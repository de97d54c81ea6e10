using System.Numerics;

namespace Rlar.Kernels.Losses;

/// <summary>The refusals that the losses share.</summary>
internal static class LossChecks
{
    /// <summary>A number that a loss may use, widened.</summary>
    /// <exception cref="KernelException">NaN, infinite, or above 1e150 in magnitude.</exception>
    public static double Finite<T>(string name, ReadOnlySpan<T> values, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var value = double.CreateTruncating(values[index]);
        return Math.Abs(value) <= KernelChecks.Limit ? value : throw BadNumber(name, value, index);
    }

    /// <summary>What is wrong with a number that is not finite.</summary>
    public static KernelException BadNumber(string name, double value, int index) =>
        new($"{name}[{index}] = {value}: a token that counts needs a finite number there; mask the token if it has none.", index);

    /// <summary>A token whose loss or gradient is beyond all numbers.</summary>
    public static KernelException Overflow(double logRatio, int index) =>
        new($"Token {index} has no finite loss: its log-ratio is {logRatio}. Set PolicyLossOptions.MinLogRatio and MaxLogRatio (verl: -20 and 20).", index);
}
