using Rlar.Inference.Gguf;
using Rlar.Inference.Safetensors;

namespace Rlar.Inference.Conversion;

/// <summary>
/// Makes one GGUF file of 32-bit weights of a model's folder as transformers writes it: config.json, model.safetensors (one or several with their index),
/// tokenizer.json, and tokenizer_config.json, chat_template.jinja and generation_config.json where they are there. Dense models of the families Llama, Qwen 2
/// and Qwen 3.
/// </summary>
public static class ModelConversion
{
    // Llama's first checkpoints carry what the rope computes.
    private const string RopeBuffer = ".rotary_emb.inv_freq";
    private const string Head = "output.weight";

    /// <summary>Converts a folder.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="path">The GGUF file to write; it is there whole or not at all.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="InferenceException">A file is missing or damaged, or a key, a tensor or the tokenizer is not one that can be converted; the message
    /// names it and says what can.</exception>
    public static ConvertedModel Convert(string folder, string path, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var configFile = ConfigJson.Read(Path.Combine(folder, "config.json"));
        var config = HuggingFaceConfig.Of(configFile);
        var shape = config.Shape;
        using var weights = SafetensorsFolder.Open(folder);
        var writer = new GgufWriter();
        writer.Set("general.architecture", shape.Architecture);
        writer.Set("general.type", "model");
        writer.Set("general.name", Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))));
        writer.Set("general.file_type", 0u);
        shape.WriteKeys(writer);
        var warnings = TokenizerFields.Write(writer, folder, configFile, shape.Vocabulary);
        if (config.Rope?.Divisors(shape.RopeBase, shape.HeadWidth) is { } divisors)
            writer.Add("rope_freqs.weight", GgufElement.F32, [divisors.Length], (start, values) => divisors.AsSpan((int)start, values.Length).CopyTo(values));
        var left = weights.Names.Where(name => !name.EndsWith(RopeBuffer, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var count = 0L;
        foreach (var (name, dimensions) in shape.Tensors())
        {
            var (file, tensor) = Find(weights, name, dimensions);
            _ = left.Remove(tensor.Name);
            writer.Add(name, GgufElement.F32, dimensions, RopeRows.Differ(shape.Family, name)
                ? Reordered(file, tensor, dimensions, shape.HeadWidth)
                : (start, values) => file.Read(tensor, start, values));
            count += tensor.Elements;
        }

        // What a tied model's file says of its head is not read by transformers either.
        if (shape.TiedHead)
            _ = left.Remove(HuggingFaceNames.Of(Head)!);
        if (left.Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new InferenceException(
                $"{weights.Find(unknown)!.Value.File.Path}: the tensor '{unknown}' is none of a dense {shape.Architecture} model's with this config.json "
                + $"({left.Count} such): it would be lost. Dense models without adapters are converted.");
        WholeFile.Write(path, (FileStream stream) => writer.WriteTo(stream, cancellationToken));
        return new ConvertedModel(shape.Architecture, count, warnings);
    }

    private static (SafetensorsFile File, SafetensorsTensor Tensor) Find(SafetensorsFolder weights, string name, long[] dimensions)
    {
        var theirs = HuggingFaceNames.Of(name)!;
        if (weights.Find(theirs) is not { } found)
            throw new InferenceException(
                $"{weights.Path}: the tensor '{theirs}' is missing{(name == Head ? ", and config.json does not say tie_word_embeddings" : "")}.");
        var (file, tensor) = found;
        if (!tensor.Shape.SequenceEqual(dimensions.Reverse()))
            throw new InferenceException(
                $"{file.Path}: the tensor '{theirs}' has the shape [{string.Join(", ", tensor.Shape)}], "
                + $"and by config.json [{string.Join(", ", dimensions.Reverse())}].");
        return SafetensorsTypes.Weights(tensor.Type) is not null
            ? found
            : throw new InferenceException($"{file.Path}: the tensor '{theirs}' has the dtype {tensor.Type}; F64, F32, F16 and BF16 are converted.");
    }

    // Rows in llama.cpp's order; a bias has rows of one number.
    private static GgufValues Reordered(SafetensorsFile file, SafetensorsTensor tensor, long[] dimensions, int headWidth)
    {
        var width = dimensions.Length == 2 ? dimensions[0] : 1;
        return (start, values) =>
        {
            while (values.Length > 0)
            {
                var (row, column) = Math.DivRem(start, width);
                var piece = values[..(int)Math.Min(values.Length, width - column)];
                file.Read(tensor, (RopeRows.HuggingFace(row, headWidth) * width) + column, piece);
                start += piece.Length;
                values = values[piece.Length..];
            }
        };
    }
}
