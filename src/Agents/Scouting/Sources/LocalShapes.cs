using System.Text.Json;
using Rlar.Inference;
using Rlar.Inference.Gguf;
using Rlar.Inference.Heads;
using Rlar.Inference.Onnx;

namespace Rlar.Agents.Scouting.Sources;

/// <summary>What files on this machine, and a config.json from anywhere, say that a model is.</summary>
internal static class LocalShapes
{
    /// <summary>The shape of a GGUF or ONNX file.</summary>
    /// <param name="path">The file.</param>
    internal static ModelShape Of(string path)
    {
        var format = path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? "onnx" : "gguf";
        try
        {
            return format == "onnx" ? OfOnnx(path) : OfGguf(path);
        }
        catch (InferenceException error)
        {
            return new ModelShape { Format = format, Damage = error.Message };
        }
    }

    /// <summary>The shape that a config.json tells, in the form of transformers.</summary>
    /// <param name="config">The file's content.</param>
    /// <param name="format">The format of the model's files.</param>
    internal static ModelShape OfConfig(JsonElement config, string format)
    {
        if (config.ValueKind != JsonValueKind.Object)
            return new ModelShape { Format = format, Damage = "its config.json is no object" };
        var outputs = config.Member("id2label") is { ValueKind: JsonValueKind.Object } labels ? labels.EnumerateObject().Count()
            : (int?)config.Number("num_labels");
        return new ModelShape { Format = format, Architecture = config.Texts("architectures").FirstOrDefault(), Outputs = outputs };
    }

    private static ModelShape OfGguf(string path)
    {
        var file = GgufFile.Read(path);
        var architecture = file.Text("general.architecture");
        var labels = (file.Metadata.GetValueOrDefault($"{architecture}.classifier.output_labels") as GgufArray)?.Count;
        // The head's matrix has a row for each output; one of one dimension is one row.
        var head = file.Tensors.FirstOrDefault(tensor => tensor.Name == "cls.output.weight")
            ?? file.Tensors.FirstOrDefault(tensor => tensor.Name == "cls.weight");
        var rows = head is null ? null : head.Dimensions.Count > 1 ? head.Dimensions[1] : (long?)1;
        return new ModelShape
        {
            Format = "gguf",
            Architecture = architecture,
            Head = ModelHeads.Of(file),
            Outputs = (int?)(rows ?? labels),
            Damage = labels is { } named && rows is { } given && named != given ? $"its head gives {given} numbers and it names {named} labels" : null,
        };
    }

    private static ModelShape OfOnnx(string path)
    {
        var file = OnnxFile.Read(path);
        var config = ModelConfig.Beside(path);
        var logits = file.Outputs.FirstOrDefault(output => output.Name == "logits") ?? file.Outputs[0];
        int? width = logits.Shape is { Count: 1 } ? 1
            : logits.Shape is { Count: > 1 } shape && int.TryParse(shape[^1], out var last) ? last
            : null;
        var labels = config.Labels.Count > 0 ? config.Labels.Count : (int?)null;
        return new ModelShape
        {
            Format = "onnx",
            Architecture = config.Architecture,
            Head = ModelHeads.Of([.. file.Outputs.Select(output => output.Name)], config),
            Outputs = width ?? labels,
            Damage = width is { } given && labels is { } named && given != named ? $"its output has {given} numbers and its config.json {named} labels" : null,
        };
    }
}
