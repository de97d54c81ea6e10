using Rlar.Inference.Tokenizers;

namespace Rlar.Inference.Onnx;

/// <summary>Vectors for texts: the mean of an encoder's hidden states over the tokens, of length 1 (Sentence-BERT, arXiv 1908.10084). Safe for several threads.</summary>
/// <param name="encoder">An encoder whose output is hidden states, [texts, tokens, width].</param>
/// <param name="tokenizer">Its tokenizer, with its template.</param>
/// <param name="longest">The most tokens of a text, at least 2; the rest is cut.</param>
public sealed class SentenceEmbedder(OnnxEncoder encoder, Tokenizer tokenizer, int longest = 512)
{
    /// <summary>A vector of length 1 for each text; the cosine of two is their dot product.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellationToken">Stops between runs.</param>
    /// <exception cref="InferenceException">The model refuses a text.</exception>
    public IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var rows = TextTokens.Of(tokenizer, texts, longest);
        var states = encoder.Run(rows, cancellationToken);
        return [.. states.Select((state, index) => Mean(state, rows[index].Count))];
    }

    /// <summary>The cosine of two embeddings, -1 to 1.</summary>
    /// <param name="one">An embedding.</param>
    /// <param name="other">Another of the same model.</param>
    public static double Cosine(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Length, one.Length);
        var sum = 0.0;
        for (var index = 0; index < one.Length; index++)
            sum += (double)one[index] * other[index];
        return Math.Clamp(sum, -1, 1);
    }

    private float[] Mean(float[] states, int tokens)
    {
        var width = states.Length / tokens;
        if (width * tokens != states.Length)
            throw new InferenceException($"{encoder.Path}: the output {encoder.Output} holds no state for each token, so it cannot be pooled.");
        var sums = new double[width];
        for (var index = 0; index < states.Length; index++)
            sums[index % width] += states[index];
        var norm = Math.Max(Math.Sqrt(sums.Sum(sum => sum * sum)), 1e-12);
        return Array.ConvertAll(sums, sum => (float)(sum / norm));
    }
}
