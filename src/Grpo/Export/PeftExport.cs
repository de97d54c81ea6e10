using System.Text.Json;
using System.Text.Json.Nodes;
using Rlar.Inference.Conversion;
using Rlar.Inference.Gguf;
using Rlar.Inference.Safetensors;

namespace Rlar.Grpo.Export;

/// <summary>
/// Writes an adapter as PEFT loads one: transformers' names, and the rows of Llama's query and key matrices in transformers' order. A takes what the layer is
/// given and stays as it is; B gives the rows.
/// </summary>
internal static class PeftExport
{
    private const string Prefix = "base_model.model.";
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes it.</summary>
    /// <param name="source">What is exported; its tensors are pairs.</param>
    /// <param name="folder">The folder, which is made.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    internal static void Write(ExportSource source, string folder, CancellationToken cancellationToken)
    {
        var (pairs, alpha) = AdapterParts.Of(source);
        var model = GgufFile.Read(source.Model);
        var (family, headWidth) = Structure(model);
        var writer = new SafetensorsWriter();
        writer.SetMetadata("format", "pt");
        foreach (var (key, text) in source.Provenance)
            writer.SetMetadata(key, text);
        foreach (var pair in pairs)
        {
            var name = Prefix + ModuleOf(pair.Weight);
            writer.Add($"{name}.lora_A.weight", SafetensorsElement.F32, [pair.A.Shape[0], pair.A.Shape[1]], (start, values) => pair.A.Values(start, values));
            writer.Add($"{name}.lora_B.weight", SafetensorsElement.F32, [pair.B.Shape[0], pair.B.Shape[1]], Rows(pair, family, headWidth));
        }

        WholeFile.Write(Path.Combine(folder, "adapter_model.safetensors"), (FileStream stream) => writer.WriteTo(stream, cancellationToken));
        var config = JsonSerializer.SerializeToUtf8Bytes(Config(pairs, alpha, model), s_json);
        WholeFile.Write(Path.Combine(folder, "adapter_config.json"), (FileStream stream) => stream.Write(config));
    }

    private static JsonObject Config(List<LowRankPair> pairs, double alpha, GgufFile model)
    {
        if (pairs.Select(pair => pair.Rank).Distinct().ToList() is { Count: > 1 } ranks)
            throw new TrainingException($"The adapter's ranks differ ({string.Join(", ", ranks)}), and PEFT's configuration has one number for them.");
        return new JsonObject
        {
            ["peft_type"] = "LORA",
            ["task_type"] = "CAUSAL_LM",
            ["base_model_name_or_path"] = model.Text("general.name") ?? Path.GetFileNameWithoutExtension(model.Path),
            ["r"] = pairs[0].Rank,
            ["lora_alpha"] = alpha,
            ["target_modules"] = new JsonArray([.. Targets(pairs, model).Select(name => (JsonNode)name)]),
            ["lora_dropout"] = 0.0,
            ["bias"] = "none",
            ["fan_in_fan_out"] = false,
            ["use_rslora"] = false,
            ["use_dora"] = false,
            ["init_lora_weights"] = true,
            ["inference_mode"] = true,
            ["modules_to_save"] = null,
        };
    }

    // The short names mean every layer's; where a layer lacks one, each is named whole.
    private static IEnumerable<string> Targets(List<LowRankPair> pairs, GgufFile model)
    {
        var layers = model.Number($"{model.Text("general.architecture")}.block_count");
        var modules = pairs.GroupBy(pair => HuggingFaceNames.ModuleOf(pair.Weight)!, StringComparer.Ordinal).ToList();
        return modules.All(module => module.Key == "lm_head" || module.Count() == layers)
            ? modules.Select(module => module.Key).Order(StringComparer.Ordinal)
            : pairs.Select(pair => ModuleOf(pair.Weight));
    }

    private static string ModuleOf(string weight) => HuggingFaceNames.Of(weight) is { } name && name.EndsWith(".weight", StringComparison.Ordinal)
        ? name[..^".weight".Length]
        : throw new TrainingException($"The adapter changes '{weight}', which transformers' models have no name for.");

    private static (DecoderFamily Family, int HeadWidth) Structure(GgufFile model)
    {
        var name = model.Text("general.architecture");
        if (!Enum.TryParse<DecoderFamily>(name, ignoreCase: true, out var family))
            throw new TrainingException($"{model.Path}: general.architecture is '{name}'; adapters of llama, qwen2 and qwen3 are written for PEFT.");
        var width = model.Number($"{name}.attention.key_length") ?? model.Number($"{name}.embedding_length") / model.Number($"{name}.attention.head_count");
        return (family, (int)(width ?? throw new TrainingException($"{model.Path}: does not say how wide its heads are.")));
    }

    private static SafetensorsValues Rows(LowRankPair pair, DecoderFamily family, int headWidth)
    {
        if (!RopeRows.Differ(family, pair.Weight))
            return (start, values) => pair.B.Values(start, values);
        var (b, rank) = (pair.B.All(), pair.Rank);
        return (start, values) =>
        {
            for (var index = 0; index < values.Length; index++)
            {
                var (row, column) = Math.DivRem(start + index, rank);
                values[index] = b[(RopeRows.Gguf(row, headWidth) * rank) + column];
            }
        };
    }
}
