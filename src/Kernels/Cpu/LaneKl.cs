using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Cpu;

/// <summary><see cref="KlPenalty"/> on four tokens at once.</summary>
internal static class LaneKl
{
    /// <summary>The penalty and its derivative by logp, without the coefficient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void At(KlPenalty penalty, Vector256<double> logprob, Vector256<double> reference, out Vector256<double> value, out Vector256<double> slope)
    {
        var difference = reference - logprob;
        switch (penalty.Estimator)
        {
            case KlEstimator.K1:
                (value, slope) = (-difference, Vector256<double>.One);
                break;
            case KlEstimator.K2:
                (value, slope) = (difference * difference * Vector256.Create(0.5), -difference);
                break;
            case KlEstimator.Absolute:
                value = Vector256.Abs(difference);
                slope = Vector256.ConditionalSelect(
                    Vector256.Equals(difference, Vector256<double>.Zero), difference, Vector256.CopySign(Vector256<double>.One, -difference));
                break;
            default:
                ThirdEstimator(penalty, difference, out value, out slope);
                break;
        }

        if (penalty.GradientOfK2)
            slope = -difference;
    }

    private static void ThirdEstimator(KlPenalty penalty, Vector256<double> difference, out Vector256<double> value, out Vector256<double> slope)
    {
        var limit = Vector256.Create(penalty.LogRatioLimit);
        var kept = Vector256.MinNative(Vector256.MaxNative(difference, -limit), limit);
        var one = Vector256<double>.One;
        var series = one + (kept / Vector256.Create(6.0));
        for (var n = 5; n >= 3; n--)
            series = one + (kept / Vector256.Create((double)n) * series);
        var small = kept * kept * Vector256.Create(0.5) * series;
        var isSmall = Vector256.LessThan(Vector256.Abs(kept), Vector256.Create(1e-2));
        value = Vector256.ConditionalSelect(isSmall, small, Vector256.Exp(kept) - kept - one);
        slope = -(value + kept) & Vector256.Equals(kept, difference);
        var bound = Vector256.Create(penalty.ValueLimit);
        var isAbove = Vector256.GreaterThan(value, bound);
        value = Vector256.MinNative(value, bound);
        slope = Vector256.AndNot(slope, isAbove);
    }
}
