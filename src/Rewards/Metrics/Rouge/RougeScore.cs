namespace Rlar.Rewards.Metrics.Rouge;

/// <summary>One variant's result.</summary>
/// <param name="Precision">Matches over what the answer has, a value between 0.0 and 1.0.</param>
/// <param name="Recall">Matches over what the reference has, a value between 0.0 and 1.0.</param>
/// <param name="FMeasure">Their harmonic mean, a value between 0.0 and 1.0.</param>
public readonly record struct RougeScore(double Precision, double Recall, double FMeasure)
{
    /// <summary>The result of counts.</summary>
    /// <param name="matches">What both have.</param>
    /// <param name="answer">What the answer has; 0 counts as 1.</param>
    /// <param name="reference">What the reference has; 0 counts as 1.</param>
    internal static RougeScore Of(long matches, long answer, long reference)
    {
        var (precision, recall) = ((double)matches / Math.Max(answer, 1), (double)matches / Math.Max(reference, 1));
        return new RougeScore(precision, recall, precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0);
    }
}
