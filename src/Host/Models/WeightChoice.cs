using Rlar.Inference.Gguf;

namespace Rlar.Host.Models;

/// <summary>Whether a model's weights are widened to 32 bits, as a command line says it.</summary>
internal static class WeightChoice
{
    /// <summary>"f32" is yes, "stored" no, and "auto" yes for a file without quantised weights: they cost only memory there.</summary>
    internal static bool Widens(string path, string choice) => choice switch
    {
        "f32" => true,
        "stored" => false,
        _ => GgufFile.Read(path).Tensors.All(tensor => tensor.Type is "F32" or "F16" or "BF16"),
    };
}
