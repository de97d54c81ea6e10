using System.Runtime.InteropServices;
using Rlar.Inference.Conversion;
using Rlar.Inference.Gguf;
using Rlar.Inference.Llama;

namespace Rlar.Grpo.Export;

/// <summary>Writes a whole model: the metadata and the untouched tensors of the one that training started from, and the trained ones in their places.</summary>
internal static class ModelExport
{
    private const string NameKey = "general.name";
    private const string FileTypeKey = "general.file_type";
    private const string BaseKeys = "general.base_model.";
    private const string BaseCountKey = BaseKeys + "count";
    private const string BaseNameKey = BaseKeys + "0.name";

    /// <summary>Writes it.</summary>
    /// <param name="source">What is exported.</param>
    /// <param name="storage">How its matrices are stored.</param>
    /// <param name="path">The GGUF file.</param>
    /// <param name="cancellationToken">Stops the writing of 32-bit weights.</param>
    internal static void Write(ExportSource source, WeightStorage storage, string path, CancellationToken cancellationToken)
    {
        var given = GgufFile.Read(source.Model);
        using var wide = given.Tensors.All(tensor => tensor.Type == "F32") ? null : WideWeights.Of(source.Model);
        var model = wide is null ? given : GgufFile.Read(wide.Path);
        using var weights = new FileStream(model.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var writer = new GgufWriter((int)(model.Number("general.alignment") ?? 32));
        WriteKeys(writer, source, given, model);
        AddTensors(writer, source, model, weights);
        if (storage == WeightStorage.F32)
        {
            WholeFile.Write(path, (FileStream stream) => writer.WriteTo(stream, cancellationToken));
            return;
        }

        var exact = path + ".f32.part";
        try
        {
            WholeFile.Write(exact, (FileStream stream) => writer.WriteTo(stream, cancellationToken));
            WholeFile.Write(path, (string beside) => StoredWeights.Write(exact, beside, storage));
        }
        finally
        {
            File.Delete(exact);
        }
    }

    private static void WriteKeys(GgufWriter writer, ExportSource source, GgufFile given, GgufFile model)
    {
        var name = given.Text(NameKey);
        var set = new Dictionary<string, string>(source.Provenance, StringComparer.Ordinal);
        if ((source.Name ?? name) is { } called)
            set[NameKey] = called;
        // Of what was trained before, the model named its own base; this one's is that model.
        if (source.Tensors.Count > 0)
            set[BaseNameKey] = name ?? Path.GetFileName(given.Path);
        foreach (var field in GgufField.Of(model))
        {
            var isReplaced = set.ContainsKey(field.Key) || (source.Tensors.Count > 0 && field.Key.StartsWith(BaseKeys, StringComparison.Ordinal));
            // The writer has set the alignment.
            if (!isReplaced && field.Key is not ("general.alignment" or FileTypeKey))
                writer.Set(field);
        }

        writer.Set(FileTypeKey, (uint)WeightStorage.F32);
        if (source.Tensors.Count > 0)
            writer.Set(BaseCountKey, 1u);
        foreach (var (key, text) in set)
            writer.Set(key, text);
    }

    private static void AddTensors(GgufWriter writer, ExportSource source, GgufFile model, FileStream weights)
    {
        var pairs = LowRankPair.Of(source.Tensors).ToDictionary(pair => pair.Weight, StringComparer.Ordinal);
        if (pairs.Count > 0 && pairs.Count * 2 < source.Tensors.Count)
            throw new TrainingException($"{model.Path}: weights and adapters cannot both be trained; export one of them.");
        var whole = pairs.Count > 0 ? [] : source.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (var tensor in model.Tensors)
        {
            if (whole.Remove(tensor.Name, out var trained))
                writer.Add(tensor.Name, GgufElement.F32, Fitting(model, tensor, trained.Shape), trained.Values);
            else if (pairs.Remove(tensor.Name, out var pair))
                AddMerged(tensor, pair);
            else
                writer.Add(tensor, weights);
        }

        if (whole.Keys.Concat(pairs.Keys).FirstOrDefault() is { } unknown)
            throw new TrainingException($"{source.Model}: has no tensor '{unknown}': it is not the model that was trained.");

        void AddMerged(GgufTensor tensor, LowRankPair pair)
        {
            var dimensions = Fitting(model, tensor, [pair.B.Shape[0], pair.A.Shape[1]]);
            writer.Add(tensor.Name, GgufElement.F32, dimensions, pair.Merged(Values(weights, tensor), Scale(source, pair)));
        }
    }

    private static double Scale(ExportSource source, LowRankPair pair) => source.Alpha is { } alpha
        ? alpha / pair.Rank
        : throw new TrainingException($"The adapter on '{pair.Weight}' needs its alpha to be merged, and none is given.");

    private static long[] Fitting(GgufFile model, GgufTensor tensor, IReadOnlyList<int> shape) =>
        tensor.Dimensions.Reverse().SequenceEqual(shape.Select(size => (long)size))
            ? [.. tensor.Dimensions]
            : throw new TrainingException(
                $"{model.Path}: the tensor '{tensor.Name}' is [{string.Join(", ", tensor.Dimensions.Reverse())}], "
                + $"and was trained as [{string.Join(", ", shape)}]: it is not the model that was trained.");

    private static GgufValues Values(FileStream weights, GgufTensor tensor) => (start, values) =>
    {
        var bytes = MemoryMarshal.AsBytes(values);
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(weights.SafeFileHandle, bytes[done..], tensor.Offset + (start * sizeof(float)) + done);
            done += read > 0 ? read : throw new EndOfStreamException($"{weights.Name}: became shorter while it was read.");
        }
    };
}
