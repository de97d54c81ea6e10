namespace Rlar.Rewards.Judges;

/// <summary>How likely a model finds each of the allowed verdicts.</summary>
/// <param name="Probabilities">One for each verdict, in order; their sum is 1.</param>
/// <param name="Mass">The probability that the model gave to all of them together before they were normalised.</param>
internal sealed record JudgeVerdict(IReadOnlyList<double> Probabilities, double Mass)
{
    /// <summary>The largest probability.</summary>
    internal double Confidence => Probabilities.Max();

    /// <summary>In nats: 0 for a sure model, log n for one that has no idea.</summary>
    internal double Entropy => -Probabilities.Sum(probability => probability > 0 ? probability * Math.Log(probability) : 0);

    /// <summary>The expected place of the verdict, the first counting 1.</summary>
    internal double Expected => Probabilities.Select((probability, index) => probability * (index + 1)).Sum();
}
