using System.Runtime.InteropServices;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Ilgpu;

/// <summary>
/// <see cref="PolicyLossOptions"/> as kernels take them: which objective, and its numbers. One kernel has them all, since every thread of a launch goes
/// the same way and a token's exponential costs more than the choice.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LossRule
{
    internal const int Clipped = 0;
    internal const int Cispo = 1;
    internal const int Sapo = 2;
    internal const int DppoTotalVariation = 3;
    internal const int DppoKullbackLeibler = 4;
    internal const int PolicyGradient = 5;
    internal const int Dro = 6;
    internal const int KlCovariance = 7;
    internal const int GeometricMean = 8;
    internal const int Vespo = 9;

    /// <summary>Which objective.</summary>
    public int Objective;

    /// <summary>The <see cref="RatioRule"/>.</summary>
    public int Ratio;

    /// <summary>The objective's first number: the low bound, the positive temperature, the only coefficient, the power where A is at least 0.</summary>
    public double Low;

    /// <summary>Its second: the high bound, the negative temperature, the power where A is below 0.</summary>
    public double High;

    /// <summary>Its third: the cap of the ratio, the rate where A is at least 0.</summary>
    public double Cap;

    /// <summary>Its fourth: the dual clip, the rate where A is below 0.</summary>
    public double Dual;

    /// <summary>Least log of a ratio.</summary>
    public double MinLogRatio;

    /// <summary>Greatest log of a ratio.</summary>
    public double MaxLogRatio;

    /// <summary>Coefficient of the entropy bonus.</summary>
    public double EntropyCoefficient;

    /// <summary>The penalty.</summary>
    public KlRule Kl;

    /// <summary>The rule of a loss.</summary>
    internal static LossRule Of(PolicyLossOptions options) => Numbers(options.Objective) with
    {
        Ratio = (int)options.Objective.Rule(options.RatioLevel),
        MinLogRatio = options.MinLogRatio,
        MaxLogRatio = options.MaxLogRatio,
        EntropyCoefficient = options.EntropyCoefficient,
        Kl = KlRule.Of(options.Kl),
    };

    private static LossRule Numbers(PolicyObjective objective) => objective switch
    {
        ClippedObjective o => new() { Objective = Clipped, Low = 1 - o.Low, High = 1 + o.High, Cap = o.RatioCap, Dual = o.DualClip },
        CispoObjective o => new() { Objective = Cispo, Low = o.Floor, High = o.Cap },
        SapoObjective o => new() { Objective = Sapo, Low = o.PositiveTemperature, High = o.NegativeTemperature },
        DppoObjective o => new()
        {
            Objective = o.Divergence == DppoDivergence.TotalVariation ? DppoTotalVariation : DppoKullbackLeibler,
            Low = o.Low,
            High = o.High,
            Cap = o.RatioCap,
        },
        PolicyGradientObjective => new() { Objective = PolicyGradient },
        DroObjective o => new() { Objective = Dro, Low = o.Beta },
        KlCovarianceObjective o => new() { Objective = KlCovariance, Low = o.Coefficient },
        GeometricMeanObjective o => new() { Objective = GeometricMean, Low = -o.Low, High = o.High },
        VespoObjective o => new() { Objective = Vespo, Low = o.PositivePower, High = o.NegativePower, Cap = o.PositiveRate, Dual = o.NegativeRate },
        _ => throw new KernelException($"The device has no kernel for {objective.GetType().Name}. Compute it on the CPU."),
    };
}
