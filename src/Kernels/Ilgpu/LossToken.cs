using System.Runtime.InteropServices;

namespace Rlar.Kernels.Ilgpu;

/// <summary>One token on its way through a policy loss. Kernel code; what the fields mean stands at <see cref="Losses.TokenPoint"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LossToken
{
    /// <summary>log pi.</summary>
    public double Logprob;

    /// <summary>log pi_old.</summary>
    public double Old;

    /// <summary>Advantage.</summary>
    public double Advantage;

    /// <summary>logp - old as it is.</summary>
    public double Raw;

    /// <summary>The same as the options keep it.</summary>
    public double LogRatio;

    /// <summary>The ratio, the token's or the sequence's.</summary>
    public double Ratio;

    /// <summary>The logarithm of a sequence's ratio.</summary>
    public double WholeLogRatio;

    /// <summary>The loss.</summary>
    public double Value;

    /// <summary>Its derivative by the ratio.</summary>
    public double ByRatio;

    /// <summary>Its derivative by logp where that stands by itself.</summary>
    public double ByLogprob;

    /// <summary>1: the limits of the log-ratio let the gradient pass.</summary>
    public int Passes;

    /// <summary>1: KL-Cov adds its penalty.</summary>
    public int IsSelected;

    /// <summary>-1, 0, 1: the ratio is below its bounds, within, above.</summary>
    public int Side;

    /// <summary>1: the dual clip or a cap holds.</summary>
    public int IsDualClipped;

    /// <summary>1: left out.</summary>
    public int IsDropped;
}
