using System.Runtime.InteropServices;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Ilgpu;

/// <summary><see cref="KlPenalty"/> as kernels take it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct KlRule
{
    /// <summary>The <see cref="KlEstimator"/>; -1: no penalty.</summary>
    public int Estimator;

    /// <summary>1: the gradient is that of K2.</summary>
    public int GradientOfK2;

    /// <summary>1: multiplied by the ratio.</summary>
    public int ByRatio;

    /// <summary>beta.</summary>
    public double Coefficient;

    /// <summary>K3: bound of d.</summary>
    public double LogRatioLimit;

    /// <summary>K3: bound of the value.</summary>
    public double ValueLimit;

    /// <summary>The rule of a penalty, or of none.</summary>
    internal static KlRule Of(KlPenalty? penalty) => penalty is null ? new() { Estimator = -1 } : new()
    {
        Estimator = (int)penalty.Estimator,
        GradientOfK2 = penalty.GradientOfK2 ? 1 : 0,
        ByRatio = penalty.ByRatio ? 1 : 0,
        Coefficient = penalty.Coefficient,
        LogRatioLimit = penalty.LogRatioLimit,
        ValueLimit = penalty.ValueLimit,
    };

    /// <summary>The penalty of d = reference - logp and its derivative by logp, both without the coefficient. Kernel code.</summary>
    internal readonly double At(double difference, out double slope)
    {
        double value;
        if (Estimator == (int)KlEstimator.K1)
        {
            value = -difference;
            slope = 1.0;
        }
        else if (Estimator == (int)KlEstimator.K2)
        {
            value = difference * difference * 0.5;
            slope = -difference;
        }
        else if (Estimator == (int)KlEstimator.Absolute)
        {
            value = DeviceMath.Abs(difference);
            slope = -DeviceMath.Sign(difference);
        }
        else
        {
            value = ThirdEstimator(difference, out slope);
        }

        if (GradientOfK2 != 0)
            slope = -difference;
        return value;
    }

    private readonly double ThirdEstimator(double difference, out double slope)
    {
        var kept = DeviceMath.Clamp(difference, -LogRatioLimit, LogRatioLimit);
        double value;
        if (DeviceMath.Abs(kept) < 1e-2)
            value = kept * kept * 0.5 * (1.0 + (kept / 3.0 * (1.0 + (kept / 4.0 * (1.0 + (kept / 5.0 * (1.0 + (kept / 6.0))))))));
        else
            value = DeviceMath.Exp(kept) - kept - 1.0;
        slope = 0.0;
        if (value > ValueLimit)
            return ValueLimit;
        if (kept == difference)
            slope = -(value + kept);
        return value;
    }
}
