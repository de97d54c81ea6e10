namespace Rlar.Rewards.Judges;

/// <summary>How likely a model finds each of the allowed verdicts.</summary>
/// <param name="Probabilities">One for each verdict, in order; their sum is 1.</param>
/// <param name="Mass">The probability that the model gave to all of them together before they were normalised.</param>
internal sealed record JudgeVerdict(IReadOnlyList<double> Probabilities, double Mass)
{
    /// <summary>What the model wrote, where the verdict is that and no probabilities were seen; else null.</summary>
    internal WrittenVerdict? Written { get; init; }

    /// <summary>The largest probability.</summary>
    internal double Confidence => Probabilities.Max();

    /// <summary>In nats: 0 for a sure model, log n for one that has no idea.</summary>
    internal double Entropy => -Probabilities.Sum(probability => probability > 0 ? probability * Math.Log(probability) : 0);

    /// <summary>The expected place of the verdict, the first counting 1.</summary>
    internal double Expected => Probabilities.Select((probability, index) => probability * (index + 1)).Sum();

    /// <summary>A verdict that the model wrote down.</summary>
    /// <param name="place">Its place among the allowed ones.</param>
    /// <param name="allowed">How many are allowed.</param>
    /// <param name="written">What was written.</param>
    internal static JudgeVerdict Sure(int place, int allowed, WrittenVerdict written)
    {
        var probabilities = new double[allowed];
        probabilities[place] = 1;
        return new JudgeVerdict(probabilities, 1) { Written = written };
    }
}

/// <summary>A verdict as a model wrote it.</summary>
/// <param name="Reasons">Its reasons; null where it was not asked for any.</param>
/// <param name="Tokens">How many tokens it wrote; null where nobody says.</param>
internal sealed record WrittenVerdict(string? Reasons, int? Tokens);
