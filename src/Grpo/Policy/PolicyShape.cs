using Rlar.Inference;
using Rlar.Inference.Gguf;

namespace Rlar.Grpo.Policy;

/// <summary>
/// The shape of a dense Llama-family decoder, as its GGUF says it: llama, qwen2 or qwen3, with a head of its own or the embeddings as its head, with as many
/// key heads as query heads or fewer.
/// </summary>
public sealed record PolicyShape
{
    /// <summary>GGUF's name of the architecture: llama, qwen2 or qwen3.</summary>
    public required string Architecture { get; init; }

    /// <summary>Layers, at least 1.</summary>
    public required int Layers { get; init; }

    /// <summary>Width of the hidden state.</summary>
    public required int Width { get; init; }

    /// <summary>Width of the feed-forward part.</summary>
    public required int FeedForward { get; init; }

    /// <summary>Query heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Key and value heads; <see cref="Heads"/> is a multiple of it. Query head j uses key head j / (Heads / KeyHeads).</summary>
    public required int KeyHeads { get; init; }

    /// <summary>Width of a head, even. Heads * HeadWidth need not be <see cref="Width"/>.</summary>
    public required int HeadWidth { get; init; }

    /// <summary>Tokens that the model knows.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>The longest text, in tokens, that it was made for.</summary>
    public required int Context { get; init; }

    /// <summary>What is added to the mean square before its root is taken.</summary>
    public required double Epsilon { get; init; }

    /// <summary>
    /// The base of the rotary angles: pair i of position p turns by p * RopeScale * RopeBase^(-2i / HeadWidth), divided by its frequency factor where the
    /// model has some.
    /// </summary>
    public required double RopeBase { get; init; }

    /// <summary>What positions are multiplied with, above 0; 1 for most models.</summary>
    public required double RopeScale { get; init; }

    /// <summary>Whether rotary pairs are (i, i + HeadWidth / 2), as in Qwen, and not (2i, 2i + 1).</summary>
    public required bool RotatesHalves { get; init; }

    /// <summary>Whether queries and keys are normalised by head (Qwen 3).</summary>
    public required bool NormalizesHeads { get; init; }

    /// <summary>Whether the embeddings are the head, too.</summary>
    public required bool IsTied { get; init; }

    /// <summary>Weights of all tensors.</summary>
    public required long Parameters { get; init; }

    /// <summary>Reads the shape of a model, and checks that it has exactly the tensors of such a model.</summary>
    /// <param name="file">The model.</param>
    /// <exception cref="TrainingException">It is of another family or has a part that is not known; the message names the key or tensor.</exception>
    public static PolicyShape Of(GgufFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new PolicyShapeReader(file).Read();
    }

    /// <summary>Reads the shape of a model.</summary>
    /// <param name="path">A GGUF file.</param>
    /// <exception cref="TrainingException">It cannot be read, or as <see cref="Of"/>.</exception>
    public static PolicyShape Read(string path)
    {
        try
        {
            return Of(GgufFile.Read(path));
        }
        catch (InferenceException error)
        {
            throw new TrainingException(error.Message, error);
        }
    }
}
