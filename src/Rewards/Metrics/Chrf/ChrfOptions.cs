namespace Rlar.Rewards.Metrics.Chrf;

/// <summary>The settings of chrF. Defaults are sacrebleu's: chrF2 over 1 to 6 characters.</summary>
public sealed record ChrfOptions
{
    /// <summary>chrF2.</summary>
    public static ChrfOptions Default { get; } = new();

    /// <summary>chrF2++: words and pairs of words as well.</summary>
    public static ChrfOptions PlusPlus { get; } = new() { WordOrder = 2 };

    /// <summary>The greatest n of character n-grams, 1..16. Default 6.</summary>
    public int CharOrder { get; init; } = 6;

    /// <summary>The greatest n of word n-grams, 0..16. Default 0: none.</summary>
    public int WordOrder { get; init; }

    /// <summary>How many times recall counts as much as precision, 0..1000. Default 2.</summary>
    public int Beta { get; init; } = 2;

    /// <summary>Whether case is ignored. Default false.</summary>
    public bool Lowercase { get; init; }

    /// <summary>Whether white space counts as characters. Default false.</summary>
    public bool Whitespace { get; init; }

    /// <summary>
    /// Whether the mean is of the F scores of all orders, as in chrF++.py, NLTK and Moses, and not of those that both texts have. Default false.
    /// </summary>
    public bool EpsilonSmoothing { get; init; }
}
