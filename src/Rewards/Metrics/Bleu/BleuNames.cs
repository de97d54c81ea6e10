namespace Rlar.Rewards.Metrics.Bleu;

/// <summary>The names that sacrebleu's users write for tokenizers and smoothing.</summary>
public static class BleuNames
{
    private static readonly string[] s_leftOut = ["ja-mecab", "ko-mecab", "spm", "flores101", "flores200", "spBLEU-1K"];

    /// <summary>13a, intl, char, zh, none.</summary>
    public static IReadOnlyList<string> Tokenizers { get; } = ["13a", "intl", "char", "zh", "none"];

    /// <summary>exp, floor, add-k, none.</summary>
    public static IReadOnlyList<string> Smoothings { get; } = ["exp", "floor", "add-k", "none"];

    /// <summary>A tokenizer's name.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    public static string Of(BleuTokenizer tokenizer) => Tokenizers[(int)tokenizer];

    /// <summary>A smoothing's name.</summary>
    /// <param name="smoothing">The smoothing.</param>
    public static string Of(BleuSmoothing smoothing) => Smoothings[(int)smoothing];

    /// <summary>The tokenizer of a name.</summary>
    /// <param name="name">One of <see cref="Tokenizers"/>.</param>
    /// <exception cref="ToolException">Another name; the message says so where sacrebleu has it and RLAR does not.</exception>
    public static BleuTokenizer Tokenizer(string name)
    {
        for (var i = 0; i < Tokenizers.Count; i++)
        {
            if (Tokenizers[i] == name)
                return (BleuTokenizer)i;
        }

        throw new ToolException(s_leftOut.Contains(name)
            ? $"tokenize {name}: sacrebleu's {name} needs a dictionary or a model that RLAR does not carry, "
                + "so it is left out; tokenize the text yourself and use none, or use char."
            : $"tokenize takes one of {string.Join(", ", Tokenizers)}, not '{name}'.");
    }

    /// <summary>The smoothing of a name.</summary>
    /// <param name="name">One of <see cref="Smoothings"/>.</param>
    /// <exception cref="ToolException">Another name.</exception>
    public static BleuSmoothing Smoothing(string name)
    {
        for (var i = 0; i < Smoothings.Count; i++)
        {
            if (Smoothings[i] == name)
                return (BleuSmoothing)i;
        }

        throw new ToolException($"smooth takes one of {string.Join(", ", Smoothings)}, not '{name}'.");
    }
}
