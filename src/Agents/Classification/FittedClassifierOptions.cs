namespace Rlar.Agents.Classification;

/// <summary>When a <see cref="FittedClassifier"/> abstains, and how it is fitted.</summary>
public sealed record FittedClassifierOptions
{
    private readonly double _leastConfidence = 0.5;
    private readonly double _leastSafetyConfidence = 0.8;
    private readonly double _penalty = 1e-4;
    private readonly int _steps = 80;

    /// <summary>It abstains below this confidence. 0.0 to 1.0; 0.5 by default; 0 never abstains.</summary>
    public double LeastConfidence
    {
        get => _leastConfidence;
        init => _leastConfidence = Share(value, nameof(LeastConfidence));
    }

    /// <summary>
    /// It abstains below this confidence where the label would be safety, since a harmless prompt that is refused costs more than one that is not
    /// labelled. 0.0 to 1.0; 0.8 by default.
    /// </summary>
    public double LeastSafetyConfidence
    {
        get => _leastSafetyConfidence;
        init => _leastSafetyConfidence = Share(value, nameof(LeastSafetyConfidence));
    }

    /// <summary>The weight of the squared weights in the loss, above 0; 1e-4 by default.</summary>
    public double Penalty
    {
        get => _penalty;
        init => _penalty = value is > 0 and < double.PositiveInfinity ? value : throw new ArgumentOutOfRangeException(nameof(Penalty), value, "Above 0.");
    }

    /// <summary>The most steps of the search for the weights, 1 to 10,000; 80 by default.</summary>
    public int Steps
    {
        get => _steps;
        init => _steps = value is >= 1 and <= 10_000 ? value : throw new ArgumentOutOfRangeException(nameof(Steps), value, "1 to 10,000.");
    }

    private static double Share(double value, string name) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "0.0 to 1.0.");
}
