using Rlar.Inference.Gguf;

namespace Rlar.Inference.Heads;

/// <summary>
/// The one place where a model's head is recognised: what a GGUF file's metadata and tensors, an ONNX model's outputs, or a <c>config.json</c>
/// beside it say.
/// </summary>
public static class ModelHeads
{
    private static readonly string[] Vectors = ["sentence_embedding", "sentence_embeddings", "text_embeds", "pooled_embeddings"];
    private static readonly string[] States = ["last_hidden_state", "token_embeddings", "hidden_states"];

    /// <summary>
    /// The head of a GGUF model: classification where it has labels (<c>ARCH.classifier.output_labels</c>), the pooling RANK
    /// (<c>ARCH.pooling_type</c> 4) or a tensor <c>cls.*</c>; embedding where it has another pooling; else text.
    /// </summary>
    /// <param name="file">The file.</param>
    public static ModelHead Of(GgufFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (Labels(file).Count > 0 || Pooling(file) == ModelPooling.Rank || file.Tensors.Any(tensor => tensor.Name is "cls.weight" or "cls.output.weight"))
            return ModelHead.Classification;
        return Pooling(file) is null or ModelPooling.None ? ModelHead.Text : ModelHead.Embedding;
    }

    /// <summary>The labels of a GGUF classifier; empty where the file names none.</summary>
    /// <param name="file">The file.</param>
    internal static IReadOnlyList<string> Labels(GgufFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return [.. ((file.Metadata.GetValueOrDefault($"{file.Text("general.architecture")}.classifier.output_labels") as GgufArray)
            ?.Values ?? []).OfType<string>()];
    }

    /// <summary>The pooling that a GGUF file names; null where it names none.</summary>
    /// <param name="file">The file.</param>
    internal static ModelPooling? Pooling(GgufFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Number($"{file.Text("general.architecture")}.pooling_type") is { } number && Enum.IsDefined((ModelPooling)number)
            ? (ModelPooling)number
            : null;
    }

    /// <summary>
    /// The head of an ONNX model: by the name of its output ("logits"; "sentence_embedding" and its kin; hidden states), and where that says
    /// nothing by the architecture of its config ("...ForSequenceClassification").
    /// </summary>
    /// <param name="outputs">The names of its outputs.</param>
    /// <param name="config">What lies beside it.</param>
    public static ModelHead Of(IReadOnlyList<string> outputs, ModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var output = OutputOf(outputs);
        if (output == "logits")
            return config.Architecture is { } made && made.EndsWith("ForCausalLM", StringComparison.Ordinal) ? ModelHead.Text : ModelHead.Classification;
        if (Vectors.Contains(output) || States.Contains(output))
            return ModelHead.Embedding;
        return config.Architecture is { } architecture && architecture.EndsWith("ForSequenceClassification", StringComparison.Ordinal)
            ? ModelHead.Classification
            : ModelHead.Embedding;
    }

    /// <summary>Whether an output is a finished vector for a text, not a state for each token.</summary>
    /// <param name="output">The output's name.</param>
    internal static bool IsVector(string output) => Vectors.Contains(output);

    /// <summary>The output to read of an ONNX model: logits, else a finished vector, else hidden states, else the first.</summary>
    /// <param name="outputs">The names of its outputs, at least one.</param>
    internal static string OutputOf(IReadOnlyList<string> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return ((string[])["logits", .. Vectors, .. States]).FirstOrDefault(outputs.Contains) ?? outputs[0];
    }
}
