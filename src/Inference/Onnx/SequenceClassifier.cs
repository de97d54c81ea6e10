using Rlar.Inference.Tokenizers;

namespace Rlar.Inference.Onnx;

/// <summary>Scores of texts for each label of a classifier. Safe for several threads.</summary>
/// <param name="encoder">An encoder whose output is logits, [texts, labels].</param>
/// <param name="tokenizer">Its tokenizer, with its template.</param>
/// <param name="longest">The most tokens of a text, at least 2; the rest is cut.</param>
public sealed class SequenceClassifier(OnnxEncoder encoder, Tokenizer tokenizer, int longest = 512)
{
    /// <summary>The logits of each text, one for each label in the model's order; unbounded.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellationToken">Stops between runs.</param>
    /// <exception cref="InferenceException">The model refuses a text.</exception>
    public IReadOnlyList<float[]> Logits(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return encoder.Run(TextTokens.Of(tokenizer, texts, longest), cancellationToken);
    }
}
