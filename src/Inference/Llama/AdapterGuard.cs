using Rlar.Inference.Gguf;

namespace Rlar.Inference.Llama;

/// <summary>Holds back adapter files that would end the process or be used in part only: their metadata and shapes against the model's.</summary>
internal static class AdapterGuard
{
    private const string First = ".lora_a";
    private const string Second = ".lora_b";

    // What the engine can multiply with.
    private static readonly HashSet<string> Types = ["F32", "F16", "BF16", "Q8_0", "Q4_0", "Q4_1", "Q5_0", "Q5_1"];

    /// <summary>The rank of the adapter's largest pair.</summary>
    /// <exception cref="InferenceException">It is no LoRA adapter, or not one of the model.</exception>
    internal static int Check(GgufFile adapter, GgufFile model)
    {
        Text(adapter, "general.type", "adapter", "an adapter");
        Text(adapter, "adapter.type", "lora", "a LoRA adapter");
        Text(adapter, "general.architecture", model.Text("general.architecture") ?? "", $"an adapter of {model.Path}");
        // The engine asserts the type.
        if (adapter.Metadata.TryGetValue("adapter.lora.alpha", out var alpha) && !(alpha is double value && double.IsFinite(value)))
            throw new InferenceException($"{adapter.Path}: adapter.lora.alpha is {alpha}, not a finite 32-bit number.");
        if (adapter.Metadata.ContainsKey("adapter.alora.invocation_tokens"))
            throw new InferenceException($"{adapter.Path}: is an adapter that is switched on by tokens in the text (aLoRA), which RLAR does not do.");
        var tensors = model.Tensors.ToDictionary(tensor => tensor.Name);
        var given = adapter.Tensors.ToDictionary(tensor => tensor.Name);
        var rank = 0L;
        foreach (var tensor in adapter.Tensors)
        {
            if (!Types.Contains(tensor.Type))
                throw new InferenceException($"{adapter.Path}: the tensor '{tensor.Name}' has the type {tensor.Type}; {string.Join(", ", Types)} can be used.");
            if (tensor.Name.EndsWith(First, StringComparison.Ordinal))
                rank = Math.Max(rank, Pair(adapter, model, tensors, given, tensor.Name[..^First.Length]));
            else if (!tensor.Name.EndsWith(Second, StringComparison.Ordinal) || !given.ContainsKey(tensor.Name[..^Second.Length] + First))
                throw new InferenceException(
                    $"{adapter.Path}: the tensor '{tensor.Name}' is not of a pair NAME.lora_a and NAME.lora_b, so it would not be used.");
        }

        return rank > 0 ? (int)rank : throw new InferenceException($"{adapter.Path}: holds no pair NAME.lora_a and NAME.lora_b.");
    }

    private static long Pair(GgufFile adapter, GgufFile model, Dictionary<string, GgufTensor> tensors, Dictionary<string, GgufTensor> given, string name)
    {
        if (!tensors.TryGetValue(name, out var weight))
            throw new InferenceException($"{adapter.Path}: changes the tensor '{name}', which {model.Path} does not have: it is an adapter of another model.");
        if (!given.TryGetValue(name + Second, out var b))
            throw new InferenceException($"{adapter.Path}: has '{name}{First}' without '{name}{Second}'.");
        var a = given[name + First];
        if (weight.Dimensions.Count != 2 || a.Dimensions.Count != 2 || b.Dimensions.Count != 2 || !name.EndsWith(".weight", StringComparison.Ordinal))
            throw new InferenceException($"{adapter.Path}: '{name}' is no matrix, and only matrices can be adapted.");
        // Of the token embedding the engine wants both the other way round.
        var (rank, fits) = name == "token_embd.weight"
            ? (a.Dimensions[0], b.Dimensions[0] == a.Dimensions[0] && b.Dimensions[1] == weight.Dimensions[0] && a.Dimensions[1] == weight.Dimensions[1])
            : (a.Dimensions[1], b.Dimensions[0] == a.Dimensions[1] && a.Dimensions[0] == weight.Dimensions[0] && b.Dimensions[1] == weight.Dimensions[1]);
        return fits
            ? rank
            : throw new InferenceException(
                $"{adapter.Path}: '{name}' is [{Shape(weight)}] in {model.Path}, "
                + $"and the adapter's pair is [{Shape(a)}] and [{Shape(b)}]: it is an adapter of another model.");
    }

    private static string Shape(GgufTensor tensor) => string.Join(", ", tensor.Dimensions);

    private static void Text(GgufFile file, string key, string wanted, string what)
    {
        // A value of another type is none: the engine asserts that it is a text.
        var found = file.Metadata.GetValueOrDefault(key);
        if (found is not string text || text != wanted)
            throw new InferenceException($"{file.Path}: is not {what}: {key} is {(found is null ? "missing" : $"'{found}'")}, not '{wanted}'.");
    }
}
