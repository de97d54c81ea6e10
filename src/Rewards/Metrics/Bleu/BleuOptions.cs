namespace Rlar.Rewards.Metrics.Bleu;

/// <summary>The settings of BLEU. Defaults are those of sacrebleu's corpus score.</summary>
public sealed record BleuOptions
{
    /// <summary>sacrebleu's defaults for a corpus.</summary>
    public static BleuOptions Default { get; } = new();

    /// <summary>How texts are cut into words. Default 13a.</summary>
    public BleuTokenizer Tokenizer { get; init; }

    /// <summary>What is done where nothing matches. Default exp.</summary>
    public BleuSmoothing Smoothing { get; init; }

    /// <summary>The number that floor and add-k use, from 0 on. Default null: 0.1 for floor, 1 for add-k.</summary>
    public double? SmoothingValue { get; init; }

    /// <summary>
    /// Whether the orders that a hypothesis is too short for are left out of the mean. Default false, as for a corpus; sacrebleu's sentence scores
    /// have it true.
    /// </summary>
    public bool EffectiveOrder { get; init; }

    /// <summary>The greatest n, 1..16. Default 4.</summary>
    public int MaxOrder { get; init; } = 4;

    /// <summary>Whether case is ignored. Default false.</summary>
    public bool Lowercase { get; init; }

    /// <summary>The smoothing value in force.</summary>
    internal double SmoothingInForce => SmoothingValue ?? (Smoothing == BleuSmoothing.AddK ? 1 : 0.1);
}
