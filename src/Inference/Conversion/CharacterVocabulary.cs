using System.Text;
using Rlar.Inference.Gguf;

namespace Rlar.Inference.Conversion;

/// <summary>
/// A vocabulary of single characters, as a SentencePiece vocabulary without merges: the engine splits a text into its characters and finds nothing to join.
/// Nothing stands for the bytes of other characters, so that a small model spends none of its weights on them; texts with such a character are refused.
/// </summary>
internal static class CharacterVocabulary
{
    /// <summary>The printable characters of ASCII and the end of a line.</summary>
    internal static string Ascii { get; } = "\n" + string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code));

    private const int NormalType = 1;
    private const int UnknownType = 2;
    private const int ControlType = 3;

    // How SentencePiece writes a space.
    private const string Space = "\u2581";

    /// <summary>Writes it.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="characters">The characters, each once.</param>
    /// <returns>How many tokens there are: the characters, the unknown token, and those before and after a text.</returns>
    /// <exception cref="InferenceException">A character is there twice, or cannot be a token.</exception>
    internal static int Write(GgufWriter writer, string characters)
    {
        List<string> tokens = ["<unk>", "<s>", "</s>"];
        var seen = new HashSet<Rune>();
        foreach (var rune in characters.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || rune.Value is 0 or 0x2581)
                throw new InferenceException($"the character U+{rune.Value:X4} cannot be a token of a vocabulary: leave it out.");
            if (!seen.Add(rune))
                throw new InferenceException($"the character '{rune}' is given twice for a vocabulary: give each once.");
            tokens.Add(rune.Value == ' ' ? Space : rune.ToString());
        }

        if (seen.Count == 0)
            throw new InferenceException("a vocabulary of no characters: give at least one.");
        writer.Set("tokenizer.ggml.model", "llama");
        writer.Set("tokenizer.ggml.pre", "default");
        writer.Set("tokenizer.ggml.tokens", tokens);
        writer.Set("tokenizer.ggml.scores", new float[tokens.Count].AsSpan());
        writer.Set("tokenizer.ggml.token_type", [UnknownType, ControlType, ControlType, .. Enumerable.Repeat(NormalType, seen.Count)]);
        writer.Set("tokenizer.ggml.bos_token_id", 1u);
        writer.Set("tokenizer.ggml.eos_token_id", 2u);
        writer.Set("tokenizer.ggml.unknown_token_id", 0u);
        writer.Set("tokenizer.ggml.add_bos_token", true);
        writer.Set("tokenizer.ggml.add_eos_token", false);
        writer.Set("tokenizer.ggml.add_space_prefix", false);
        return tokens.Count;
    }
}
