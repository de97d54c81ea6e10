using Rlar.Inference.Llama.Grammar;

namespace Rlar.Inference.Llama.Serving;

/// <summary>
/// How the next token is chosen from the logits. In this order: repetition penalty, grammar, temperature, top-k, top-p, min-p, then a draw (the order of
/// Hugging Face transformers and vLLM; llama.cpp's own programs apply the temperature last).
/// </summary>
public sealed record SamplingOptions
{
    /// <summary>The most tokens to generate, at least 1. Default 256.</summary>
    public int MaxTokens { get; init; } = 256;

    /// <summary>What logits are divided by, 0 to 100; 0 takes the most probable token, the lowest id among equals. Default 0.</summary>
    public double Temperature { get; init; }

    /// <summary>How many of the most probable tokens stay; 0 keeps all. Default 0.</summary>
    public int TopK { get; init; }

    /// <summary>The least set of the most probable tokens with this mass stays, above 0 to 1; 1 keeps all. Default 1.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Tokens below this share of the most probable one's probability go, 0 to 1; 0 keeps all. Default 0.</summary>
    public double MinP { get; init; }

    /// <summary>
    /// What the logit of a token that was there lately is divided by where positive and multiplied by where negative, above 0; 1 changes
    /// nothing (CTRL, arXiv 1909.05858). Default 1.
    /// </summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>How many tokens back, prompt included, count as lately; 0 for all of them. Default 64.</summary>
    public int RepetitionWindow { get; init; } = 64;

    /// <summary>What the draws come from: the same seed, logits and options give the same tokens. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Texts that end the generation where they begin; they are not part of it. Up to 64, none empty. Default none.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>
    /// What the text must look like; null for anything. A generation that comes to <see cref="MaxTokens"/> is cut in the middle. Where no token of
    /// the model fits it ends with <see cref="FinishReason.Grammar"/>. Default null.
    /// </summary>
    public GbnfGrammar? Grammar { get; init; }

    /// <summary>Does nothing where the values are possible.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not.</exception>
    /// <exception cref="ArgumentException">A stop text is empty, or there are too many.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxTokens, 1);
        if (!(Temperature is >= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(Temperature), Temperature, "The temperature is 0 to 100.");
        ArgumentOutOfRangeException.ThrowIfNegative(TopK);
        if (!(TopP is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(TopP), TopP, "Top-p is above 0 to 1.");
        if (!(MinP is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(MinP), MinP, "Min-p is 0 to 1.");
        if (!(RepetitionPenalty is > 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(RepetitionPenalty), RepetitionPenalty, "The repetition penalty is above 0 to 100.");
        ArgumentOutOfRangeException.ThrowIfNegative(RepetitionWindow);
        if (Stop.Count > 64 || Stop.Any(string.IsNullOrEmpty))
            throw new ArgumentException("Up to 64 stop texts are possible, and none may be empty.", nameof(Stop));
    }
}
