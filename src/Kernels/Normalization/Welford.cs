namespace Rlar.Kernels.Normalization;

/// <summary>
/// Mean and sum of squared deviations, one value at a time: mean_n = mean + (x - mean) / n, M2_n = M2 + (x - mean) (x - mean_n)
/// (Welford 1962). Equal values keep their value as the mean, and M2 exactly 0. <see cref="RunningMoments"/> is the state that
/// refuses what is not a reward; whoever only reports numbers as they come calls this one formula.
/// </summary>
public static class Welford
{
    /// <summary>Takes a value in.</summary>
    /// <param name="value">The value x.</param>
    /// <param name="count">n, the number of values with this one, at least 1.</param>
    /// <param name="mean">The mean of the values before, 0 where there are none; on return, of all.</param>
    /// <param name="m2">The sum of squared deviations before, 0 where there are none; on return, of all. At least 0.</param>
    public static void Add(double value, long count, ref double mean, ref double m2)
    {
        var difference = value - mean;
        mean += difference / count;
        m2 += difference * (value - mean);
    }
}
