using System.Numerics;
using System.Runtime.InteropServices;

namespace Rlar.Grpo.Optimizer;

/// <summary>The constants of one step of AdamW, each rounded once from double to the tensors' own type.</summary>
/// <param name="GradientScale">What a gradient is multiplied by first: the clip.</param>
/// <param name="Gain1">1 - beta1.</param>
/// <param name="Beta2">beta2.</param>
/// <param name="Gain2">1 - beta2.</param>
/// <param name="Root">1 / sqrt(1 - beta2^t).</param>
/// <param name="Epsilon">epsilon.</param>
/// <param name="Keep">1 - rate decay.</param>
/// <param name="MinusRate">-rate / (1 - beta1^t).</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AdamWStep<T>(T GradientScale, T Gain1, T Beta2, T Gain2, T Root, T Epsilon, T Keep, T MinusRate)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The constants of step t.</summary>
    public static AdamWStep<T> Of(AdamWOptions options, int step, double learningRate, double gradientScale) => new(
        T.CreateTruncating(gradientScale),
        T.CreateTruncating(1 - options.Beta1),
        T.CreateTruncating(options.Beta2),
        T.CreateTruncating(1 - options.Beta2),
        T.CreateTruncating(1 / Math.Sqrt(1 - Math.Pow(options.Beta2, step))),
        T.CreateTruncating(options.Epsilon),
        T.CreateTruncating(1 - (learningRate * options.WeightDecay)),
        T.CreateTruncating(-learningRate / (1 - Math.Pow(options.Beta1, step))));
}
