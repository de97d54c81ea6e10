namespace Rlar.Agents.Classification;

/// <summary>
/// Temperature scaling (Guo et al., On Calibration of Modern Neural Networks, arXiv 1706.04599): the T that makes held-out logits most probable.
/// </summary>
internal static class TemperatureFit
{
    private const double Least = -3;
    private const double Most = 3;
    private const int Steps = 60;

    /// <summary>Minimises the mean cross-entropy of softmax(z / T), which has one minimum in T, by golden-section search over ln T from -3 to 3.</summary>
    /// <param name="logits">N rows of K.</param>
    /// <param name="labels">N indices.</param>
    /// <returns>T; 1 where there are no rows.</returns>
    internal static double Of(IReadOnlyList<double[]> logits, IReadOnlyList<int> labels)
    {
        if (logits.Count == 0)
            return 1;
        var ratio = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (Least, Most);
        for (var step = 0; step < Steps; step++)
        {
            var (left, right) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
            if (Loss(logits, labels, Math.Exp(left)) < Loss(logits, labels, Math.Exp(right)))
                high = right;
            else
                low = left;
        }

        return Math.Exp((low + high) / 2);
    }

    private static double Loss(IReadOnlyList<double[]> logits, IReadOnlyList<int> labels, double temperature)
    {
        var loss = 0.0;
        for (var row = 0; row < logits.Count; row++)
            loss -= Math.Log(Math.Max(LinearHead.Softmax(logits[row], temperature)[labels[row]], 1e-300));
        return loss / logits.Count;
    }
}
