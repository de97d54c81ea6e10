using Rlar.Inference.Conversion;
using Rlar.Inference.Gguf;

namespace Rlar.Grpo.Export;

/// <summary>
/// Writes an adapter as llama.cpp reads one: each pair as NAME.lora_a of [in, rank] and NAME.lora_b of [rank, out], the fastest dimension first.
/// </summary>
internal static class AdapterExport
{
    /// <summary>Writes it.</summary>
    /// <param name="source">What is exported; its tensors are pairs.</param>
    /// <param name="path">The GGUF file.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    internal static void Write(ExportSource source, string path, CancellationToken cancellationToken)
    {
        var (pairs, alpha) = AdapterParts.Of(source);
        var model = GgufFile.Read(source.Model);
        var writer = new GgufWriter();
        writer.Set("general.type", "adapter");
        writer.Set("general.architecture", model.Text("general.architecture") ?? throw new TrainingException($"{source.Model}: has no general.architecture."));
        writer.Set("adapter.type", "lora");
        writer.Set("adapter.lora.alpha", (float)alpha);
        writer.Set("general.name", source.Name ?? $"adapter of {model.Text("general.name") ?? Path.GetFileName(source.Model)}");
        writer.Set("general.base_model.count", 1u);
        writer.Set("general.base_model.0.name", model.Text("general.name") ?? Path.GetFileName(source.Model));
        foreach (var (key, text) in source.Provenance)
            writer.Set(key, text);
        foreach (var tensor in pairs.SelectMany(pair => (ExportTensor[])[pair.A, pair.B]))
            writer.Add(tensor.Name, GgufElement.F32, [tensor.Shape[1], tensor.Shape[0]], tensor.Values);
        WholeFile.Write(path, (FileStream stream) => writer.WriteTo(stream, cancellationToken));
    }
}
