using Rlar.Inference.Gguf;

namespace Rlar.Inference.Llama;

/// <summary>What of a model decides how its log-probabilities are computed best.</summary>
/// <param name="IsWide">Whether all weights have 32 bits: then what rounds is turned off, so that the numbers are the weights' own.</param>
/// <param name="HeadSize">The numbers of a key of an attention head; 0 where the file does not say it.</param>
internal sealed record ModelShape(bool IsWide, long HeadSize)
{
    // Kernels take so many 16-bit numbers at a time and the rest one by one: a head of 48 made fused attention three times as slow as any other.
    private const int Lane = 32;

    /// <summary>Whether fused attention pays. Where it does not, or would round what need not be, rows are computed one by one without it.</summary>
    internal bool Fuses => !IsWide && HeadSize % Lane == 0;

    /// <summary>The shape of a file's model.</summary>
    /// <param name="file">The file.</param>
    /// <param name="widened">Whether its weights are widened while loading.</param>
    internal static ModelShape Of(GgufFile file, bool widened)
    {
        var architecture = file.Text("general.architecture");
        var size = file.Number($"{architecture}.attention.key_length")
            ?? (file.Number($"{architecture}.attention.head_count") is > 0 and var heads ? file.Number($"{architecture}.embedding_length") / heads : null);
        return new ModelShape(widened || file.Tensors.All(tensor => tensor.Type == "F32"), size ?? 0);
    }
}
