namespace Rlar.Agents.Classification;

/// <summary>A multinomial logistic model: p(label | x) = softmax((W x + b) / T).</summary>
/// <param name="labels">K labels.</param>
/// <param name="width">D features.</param>
/// <param name="weights">[D + 1, K]: a row a feature, and the intercepts last.</param>
internal sealed class LinearHead(IReadOnlyList<string> labels, int width, float[] weights)
{
    /// <summary>The labels, in the order of the logits.</summary>
    internal IReadOnlyList<string> Labels => labels;

    /// <summary>D.</summary>
    internal int Width => width;

    /// <summary>[D + 1, K].</summary>
    internal float[] Weights => weights;

    /// <summary>The logits of a prompt.</summary>
    internal double[] Logits(SparseVector features)
    {
        var logits = new double[labels.Count];
        for (var label = 0; label < logits.Length; label++)
            logits[label] = weights[(width * logits.Length) + label];
        for (var entry = 0; entry < features.Indices.Length; entry++)
        {
            var row = weights.AsSpan(features.Indices[entry] * logits.Length, logits.Length);
            for (var label = 0; label < logits.Length; label++)
                logits[label] += row[label] * (double)features.Values[entry];
        }

        return logits;
    }

    /// <summary>exp(z / T), divided by its sum.</summary>
    internal static double[] Softmax(ReadOnlySpan<double> logits, double temperature)
    {
        var greatest = double.NegativeInfinity;
        foreach (var logit in logits)
            greatest = Math.Max(greatest, logit);
        var probabilities = new double[logits.Length];
        var sum = 0.0;
        for (var label = 0; label < logits.Length; label++)
            sum += probabilities[label] = Math.Exp((logits[label] - greatest) / temperature);
        for (var label = 0; label < logits.Length; label++)
            probabilities[label] /= sum;
        return probabilities;
    }
}
