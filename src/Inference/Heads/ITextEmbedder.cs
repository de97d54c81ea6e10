namespace Rlar.Inference.Heads;

/// <summary>A model that gives a vector for a text, in ONNX or GGUF.</summary>
public interface ITextEmbedder : IDisposable
{
    /// <summary>The model's file.</summary>
    string Path { get; }

    /// <summary>Vectors of length 1: the cosine of two is their dot product.</summary>
    /// <param name="texts">The texts; special tokens in them are text.</param>
    /// <param name="longText">What is done with one that is too long.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>One result a text, in order.</returns>
    /// <exception cref="InferenceException">The model refuses a text.</exception>
    IReadOnlyList<EmbeddedText> EmbedTexts(IReadOnlyList<string> texts, LongText longText, CancellationToken cancellationToken);
}
