using System.Runtime.InteropServices;

namespace Rlar.Grpo.Optimizer;

/// <summary>The length of a gradient over all tensors, and what clipping makes of it.</summary>
/// <param name="Value">sqrt(sum g²), before clipping; not finite where a gradient is not.</param>
/// <param name="Scale">What the gradients are to be multiplied by: min(1, max / (norm + 1e-6)), 1 without a clip, NaN where the norm is not finite.</param>
/// <param name="BadTensor">The first tensor with a gradient that is not finite, or -1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GradientNorm(double Value, double Scale, int BadTensor)
{
    /// <summary>Whether a step may be taken.</summary>
    public bool IsFinite => double.IsFinite(Value);
}
