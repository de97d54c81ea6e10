namespace Rlar.Agents.Classification;

/// <summary>How a <see cref="ModelClassifier"/> asks, and how far it is trusted.</summary>
public sealed record ModelClassifierOptions
{
    private readonly double _accuracy = 0.8;
    private readonly int _mostCharacters = 6000;
    private readonly int _mostTokens = 64;

    /// <summary>
    /// The share of the model's labels that are right, as measured on labelled rows (<c>rlar classify --labelled</c>): a model that names a label gives no
    /// probability with it, so this is its confidence. Above 1/9, at most 1.0; 0.8 by default.
    /// </summary>
    public double Accuracy
    {
        get => _accuracy;
        init => _accuracy = value is > 1.0 / 9 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Accuracy), value, "Above 1/9, at most 1.0: below that its labels say nothing.");
    }

    /// <summary>The most characters of a prompt that the model reads, 200 to 1,000,000: these from its beginning and its end. 6,000 by default.</summary>
    public int MostCharacters
    {
        get => _mostCharacters;
        init => _mostCharacters = value is >= 200 and <= 1_000_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MostCharacters), value, "200 to 1,000,000.");
    }

    /// <summary>The most tokens of its answer, 8 to 4,096; 64 by default. A model that thinks before it answers needs more.</summary>
    public int MostTokens
    {
        get => _mostTokens;
        init => _mostTokens = value is >= 8 and <= 4096 ? value : throw new ArgumentOutOfRangeException(nameof(MostTokens), value, "8 to 4,096.");
    }
}
