namespace Rlar.Inference.Conversion;

/// <summary>
/// The order of the rows of Llama's query and key matrices. transformers turns the first half of a head against the second (row i with row i + d/2); llama.cpp
/// turns neighbours for the architecture "llama" (row 2i with row 2i + 1). The angles are the same, so a model goes from one to the other by its rows' order.
/// Qwen's halves stay halves.
/// </summary>
public static class RopeRows
{
    /// <summary>Which of transformers' rows is a row of llama.cpp's.</summary>
    /// <param name="row">A row of GGUF's matrix, from 0.</param>
    /// <param name="headWidth">The width of a head, even.</param>
    public static long HuggingFace(long row, int headWidth)
    {
        var (head, within) = Math.DivRem(row, headWidth);
        return (head * headWidth) + (within % 2 * (headWidth / 2)) + (within / 2);
    }

    /// <summary>Which of llama.cpp's rows is a row of transformers': the inverse of <see cref="HuggingFace"/>.</summary>
    /// <param name="row">A row of transformers' matrix, from 0.</param>
    /// <param name="headWidth">The width of a head, even.</param>
    public static long Gguf(long row, int headWidth)
    {
        var (head, within) = Math.DivRem(row, headWidth);
        return (head * headWidth) + (within % (headWidth / 2) * 2) + (within / (headWidth / 2));
    }

    /// <summary>Whether a tensor's rows are in another order in GGUF.</summary>
    /// <param name="family">The model's family.</param>
    /// <param name="gguf">GGUF's name of the tensor.</param>
    public static bool Differ(DecoderFamily family, string gguf)
    {
        ArgumentNullException.ThrowIfNull(gguf);
        return family == DecoderFamily.Llama && (gguf.Contains(".attn_q.", StringComparison.Ordinal) || gguf.Contains(".attn_k.", StringComparison.Ordinal));
    }
}
