using Rlar.Inference.Gguf;
using Rlar.Inference.Heads;
using Rlar.Inference.Onnx;
using Rlar.Inference.Templates.Jinja;

namespace Rlar.Inference.Catalog;

/// <summary>What a model's file is, from its metadata and its tensors' types; the weights are not read.</summary>
public sealed record ModelSummary
{
    private ModelSummary()
    {
    }

    /// <summary>The path as given.</summary>
    public required string Path { get; init; }

    /// <summary>Its format. Default GGUF.</summary>
    public ModelFileKind Format { get; init; }

    /// <summary>The file's length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>The name that the file gives itself, if any.</summary>
    public string? Name { get; init; }

    /// <summary>The architecture, such as "llama"; of ONNX, which has none, what made the file.</summary>
    public required string Architecture { get; init; }

    /// <summary>How many weights it has.</summary>
    public required long Parameters { get; init; }

    /// <summary>The element type of most weights, such as "Q4_1".</summary>
    public required string Quantisation { get; init; }

    /// <summary>The share of the weights that each element type has, the largest first; they sum to 1.</summary>
    public required IReadOnlyList<KeyValuePair<string, double>> Types { get; init; }

    /// <summary>The longest text in tokens that it was trained on, if the file says it.</summary>
    public long? Context { get; init; }

    /// <summary>How many layers it has, if the file says it.</summary>
    public long? Layers { get; init; }

    /// <summary>The width of its hidden state, if the file says it.</summary>
    public long? EmbeddingSize { get; init; }

    /// <summary>How many tokens its vocabulary has, if the file holds one.</summary>
    public long? Vocabulary { get; init; }

    /// <summary>The kind of its tokenizer and how that splits text, such as "gpt2/smollm", if the file holds one.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>The chat template of the file, if it has one.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>What keeps that template from being followed as it stands; null where nothing does, or there is none.</summary>
    public string? ChatTemplateProblem { get; init; }

    /// <summary>What it gives.</summary>
    public required ModelHead Head { get; init; }

    /// <summary>The labels of a classifier; empty where there are none.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The licence that the file names, else the catalogue, if any.</summary>
    public string? Licence { get; init; }

    /// <summary>What an ONNX model takes; empty for GGUF.</summary>
    public IReadOnlyList<OnnxValue> Inputs { get; init; } = [];

    /// <summary>What an ONNX model gives; empty for GGUF.</summary>
    public IReadOnlyList<OnnxValue> Outputs { get; init; } = [];

    /// <summary>The file of the tokenizer beside an ONNX model, if there is one.</summary>
    public string? TokenizerFile { get; init; }

    /// <summary>Reads it.</summary>
    /// <param name="path">A GGUF file.</param>
    /// <exception cref="InferenceException">It cannot be read, is no GGUF, or is damaged; or it holds something that is no model.</exception>
    public static ModelSummary Read(string path) => Of(GgufFile.Read(path));

    /// <summary>Reads that of a model of either format.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="InferenceException">Its main file cannot be read, is damaged, or holds something that is no model.</exception>
    public static ModelSummary Of(ModelFiles model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var summary = model.Kind == ModelFileKind.Onnx ? Of(OnnxFile.Read(model.Path)) with { TokenizerFile = model.Tokenizer } : Read(model.Path);
        return summary with { Licence = summary.Licence ?? model.Entry?.Licence, Name = summary.Name ?? model.Entry?.Name };
    }

    /// <summary>The summary of an ONNX file that was read. Its head is told by its outputs and by what lies beside it (<see cref="ModelHeads"/>).</summary>
    /// <param name="file">The file.</param>
    internal static ModelSummary Of(OnnxFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var types = Shares(file.Weights.Select(pair => (pair.Key, pair.Value)));
        var config = ModelConfig.Beside(file.Path);
        return new ModelSummary
        {
            Path = file.Path,
            Format = ModelFileKind.Onnx,
            Bytes = file.Bytes,
            Architecture = file.Producer.Length > 0 ? $"onnx of {file.Producer}" : "onnx",
            Parameters = file.Weights.Values.Sum(),
            Quantisation = types.Count > 0 ? types[0].Key : "none",
            Types = types,
            Context = config.Longest,
            Head = ModelHeads.Of([.. file.Outputs.Select(output => output.Name)], config),
            Labels = ModelHeads.Of([.. file.Outputs.Select(output => output.Name)], config) == ModelHead.Classification ? config.Labels : [],
            Inputs = file.Inputs,
            Outputs = file.Outputs,
        };
    }

    /// <summary>The summary of a GGUF file that was read.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="InferenceException">It holds something that is no model.</exception>
    internal static ModelSummary Of(GgufFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Text("general.type") is { } kind and not "model")
            throw new InferenceException($"{file.Path}: holds {kind}, not a model.");
        if (file.Text("general.architecture") is not { } architecture)
            throw new InferenceException($"{file.Path}: names no architecture (general.architecture), so it is no model.");
        var parameters = file.Tensors.Sum(tensor => tensor.Elements);
        var types = Shares(file.Tensors.Select(tensor => (tensor.Type, tensor.Elements)));
        var splitting = file.Text("tokenizer.ggml.pre");
        return new ModelSummary
        {
            Path = file.Path,
            Bytes = file.Bytes,
            Name = file.Text("general.name"),
            Architecture = architecture,
            Parameters = parameters,
            Quantisation = types.Count > 0 ? types[0].Key : "none",
            Types = types,
            Context = file.Number($"{architecture}.context_length"),
            Layers = file.Number($"{architecture}.block_count"),
            EmbeddingSize = file.Number($"{architecture}.embedding_length"),
            Vocabulary = (file.Metadata.GetValueOrDefault("tokenizer.ggml.tokens") as GgufArray)?.Count,
            Tokenizer = file.Text("tokenizer.ggml.model") is { } model ? splitting is null ? model : $"{model}/{splitting}" : null,
            ChatTemplate = file.Text("tokenizer.chat_template"),
            ChatTemplateProblem = file.Text("tokenizer.chat_template") is { } template ? JinjaFamily.Unknown(template) : null,
            Head = ModelHeads.Of(file),
            Labels = ModelHeads.Labels(file),
            Licence = file.Text("general.license"),
        };
    }

    private static List<KeyValuePair<string, double>> Shares(IEnumerable<(string Type, long Count)> weights)
    {
        var counts = weights.GroupBy(pair => pair.Type).Select(group => (Type: group.Key, Count: group.Sum(pair => pair.Count))).ToList();
        var all = Math.Max(1, counts.Sum(pair => pair.Count));
        return [.. counts.Select(pair => KeyValuePair.Create(pair.Type, pair.Count / (double)all))
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
    }
}
