using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceNormalization
{
    /// <inheritdoc/>
    public RunningMoments Moments(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored)
    {
        var range = Range(rewards, scored);
        if (range.Count == 0)
            return default;
        if (range.Min == range.Max)
            return new RunningMoments(range.Count, range.Min, 0);

        double sum = 0;
        for (var i = 0; i < rewards.Length; i++)
        {
            if (Scored(scored, i))
                sum += rewards[i];
        }

        var mean = sum / range.Count;
        double drift = 0, squares = 0;
        for (var i = 0; i < rewards.Length; i++)
        {
            if (!Scored(scored, i))
                continue;
            var d = rewards[i] - mean;
            drift += d;
            squares += d * d;
        }

        // drift would be 0 in exact arithmetic; taking it out again is the correction of the two-pass algorithm.
        return new RunningMoments(range.Count, mean + (drift / range.Count), Math.Max(0, squares - (drift * drift / range.Count)));
    }
}
