namespace Rlar.Kernels.Advantages;

/// <summary>What most estimators need of a group. The mean is kept as an origin, one of the rewards, and the offset from it: a reward's
/// deviation is then exact in the cases where rounding would hurt, a large common offset and an all-equal group.</summary>
/// <param name="Count">Scored completions n.</param>
/// <param name="Origin">The first scored reward; 0 where n = 0.</param>
/// <param name="Offset">The mean less the origin.</param>
/// <param name="SquaredDeviations">Sum of (r - mean)^2.</param>
/// <param name="AllEqual">True where all scored rewards are the same number, also where n is 0 or 1.</param>
internal readonly record struct GroupMoments(int Count, double Origin, double Offset, double SquaredDeviations, bool AllEqual)
{
    /// <summary>Two or more completions that were all rewarded alike: nothing to learn, advantage exactly 0.</summary>
    internal bool IsConstant => AllEqual && Count > 1;

    /// <summary>sqrt(S / (n - 1)) or sqrt(S / n); 0 where that has no meaning.</summary>
    internal double Deviation(bool sample)
    {
        var divisor = sample ? Count - 1 : Count;
        return divisor > 0 ? Math.Sqrt(SquaredDeviations / divisor) : 0;
    }
}
