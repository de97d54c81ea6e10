using System.Runtime.InteropServices;
using ILGPU.Algorithms;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What distinguishes one group-relative estimator from another, as kernels take it: no bool, no reference.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GroupRule
{
    private const int ByDeviation = 0;
    private const int ByConstant = 1;
    private const int ByOthers = 2;
    private const int ByMean = 3;

    /// <summary>Which factor.</summary>
    public int Kind;

    /// <summary>1: deviations divide by n - 1; 0: by n.</summary>
    public int LostDegrees;

    /// <summary>1: a lone completion keeps its reward; 0: it gets 0.</summary>
    public int KeepsLone;

    /// <summary>1: the mean weighs lengths.</summary>
    public int WeighsLengths;

    /// <summary>Added to a deviation.</summary>
    public double Epsilon;

    /// <summary>The factor where it is the same for all groups.</summary>
    public double Constant;

    /// <summary>1 / (std + eps).</summary>
    internal static GroupRule Grpo(AdvantageConvention convention) => From(convention, ByDeviation, 0);

    /// <summary>The same factor for every group, and for a lone completion that keeps its reward.</summary>
    internal static GroupRule Same(AdvantageConvention convention, double factor) => From(convention, ByConstant, factor);

    /// <summary>n / (n - 1), which turns the deviation from the mean into that from the mean of the others.</summary>
    internal static GroupRule Rloo(AdvantageConvention convention) => From(convention, ByOthers, 0);

    /// <summary>The reward less the group's mean weighted by lengths.</summary>
    internal static GroupRule Opo(AdvantageConvention convention) => From(convention, ByConstant, 1) with { WeighsLengths = 1 };

    /// <summary>1 / (mean + eps), and 0 where the mean is not above 0: MaxRL.</summary>
    internal static GroupRule MaxRl(AdvantageConvention convention) => From(convention, ByMean, 0) with { Epsilon = convention.MeanEpsilon };

    private static GroupRule From(AdvantageConvention convention, int kind, double constant) => new()
    {
        Kind = kind,
        LostDegrees = convention.SampleDeviation ? 1 : 0,
        KeepsLone = convention.GroupOfOne == GroupOfOne.RawReward ? 1 : 0,
        Epsilon = convention.Epsilon,
        Constant = constant,
    };

    /// <summary>The factor of a group of two or more. Kernel code.</summary>
    internal readonly double Scale(double count, double mean, double squares)
    {
        if (Kind == ByConstant)
            return Constant;
        if (Kind == ByOthers)
            return count / (count - 1.0);
        if (Kind == ByMean)
            return mean > 0.0 ? 1.0 / (mean + Epsilon) : 0.0;
        return 1.0 / (Deviation(count, squares) + Epsilon);
    }

    /// <summary>The factor of a lone completion that keeps its reward. Kernel code.</summary>
    internal readonly double ScaleOfOne()
    {
        if (Kind == ByConstant)
            return Constant;
        return Kind == ByOthers || Kind == ByMean ? 1.0 : 1.0 / (1.0 + Epsilon);
    }

    /// <summary>sqrt(S / (n - 1)) or sqrt(S / n); 0 where that has no meaning. Kernel code.</summary>
    internal readonly double Deviation(double count, double squares)
    {
        var divisor = count - LostDegrees;
        return divisor > 0.0 ? XMath.Sqrt(squares / divisor) : 0.0;
    }
}
