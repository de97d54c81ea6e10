using System.Runtime.InteropServices;
using ILGPU;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Ilgpu;

/// <summary>The ratio of a team's whole sequence, where the loss has one. Kernel code; the team's threads hold the same numbers.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WholeRatio
{
    // VespoObjective's bounds: of a token's log-ratio and of the whole from above, and the logarithm of 1e-8.
    private const double MostLogRatio = 20.0;
    private const double LeastLogRatio = -18.420680743952367;

    /// <summary>Its logarithm, within the limits.</summary>
    public double LogRatio;

    /// <summary>The ratio.</summary>
    public double Ratio;

    /// <summary>1: the limits let the gradient pass.</summary>
    public int Passes;

    /// <summary>Finds it. Every thread of the block must come here.</summary>
    internal static WholeRatio Of<T, TReal>(in LossJob<T> job, in Team team, ArrayView<double> shared, long start, long end)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var sum = 0.0;
        var count = 0.0;
        for (var i = start + team.Lane; i < end; i += team.Width)
        {
            if (!GroupSpan.IsScored(job.Mask, i))
                continue;
            count += 1.0;
            sum += Share<T, TReal>(job, i);
        }

        sum = team.Sum(shared, sum);
        count = team.Sum(shared, count);
        var whole = default(WholeRatio);
        if (job.Rule.Ratio == (int)RatioRule.Product)
        {
            whole.LogRatio = DeviceMath.Clamp(sum, LeastLogRatio, MostLogRatio);
        }
        else
        {
            var mean = 0.0;
            if (count > 0.0)
                mean = sum / count;
            whole.LogRatio = DeviceMath.Clamp(mean, job.Rule.MinLogRatio, job.Rule.MaxLogRatio);
            if (whole.LogRatio == mean)
                whole.Passes = 1;
        }

        whole.Ratio = DeviceMath.Exp(whole.LogRatio);
        return whole;
    }

    /// <summary>What a token adds.</summary>
    private static double Share<T, TReal>(in LossJob<T> job, long i)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var raw = LogRatioOf<T, TReal>(job, i);
        if (job.Rule.Ratio == (int)RatioRule.ClippedMean)
            return Clip(job.Rule, raw, TReal.Up(job.Advantages[i]));
        if (job.Rule.Ratio != (int)RatioRule.Product)
            return raw;
        var share = DeviceMath.Clamp(raw, -MostLogRatio, MostLogRatio);
        if (job.Weights.Length > 0)
            share += LogWeight(TReal.Up(job.Weights[i]));
        return share;
    }

    /// <summary>logp - old as it is; 0 where there is no old policy.</summary>
    internal static double LogRatioOf<T, TReal>(in LossJob<T> job, long i)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var raw = 0.0;
        if (job.Old.Length > 0)
            raw = TReal.Up(job.Logprobs[i]) - TReal.Up(job.Old[i]);
        return raw;
    }

    /// <summary>GMPO's log-ratio, clipped on the side on which the advantage would push it.</summary>
    private static double Clip(in LossRule rule, double raw, double advantage)
    {
        if (advantage > 0.0)
            return raw > rule.High ? rule.High : raw;
        if (advantage < 0.0)
            return raw < rule.Low ? rule.Low : raw;
        return 0.0;
    }

    /// <summary>1: GMPO's clip lets the gradient pass.</summary>
    internal static int PassesClip(in LossRule rule, double raw, double advantage)
    {
        if (advantage > 0.0)
            return raw <= rule.High ? 1 : 0;
        return advantage < 0.0 && raw >= rule.Low ? 1 : 0;
    }

    private static double LogWeight(double weight)
    {
        if (weight > 0.0)
            return DeviceMath.Clamp(DeviceMath.Log(weight), LeastLogRatio, MostLogRatio);
        return weight == 0.0 ? LeastLogRatio : double.NaN;
    }
}
