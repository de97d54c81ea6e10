using Rlar.Inference.Native;

namespace Rlar.Inference.Conversion;

/// <summary>Stores a model's weights in another type; the engine does it, so that it is the rounding that everyone's files have.</summary>
internal static unsafe class StoredWeights
{
    /// <summary>Writes a copy of a model.</summary>
    /// <param name="source">A GGUF file of a model in 32 bits.</param>
    /// <param name="target">The file to write; not renamed into place.</param>
    /// <param name="storage">How the copy stores them.</param>
    /// <exception cref="InferenceException">llama.cpp is missing, or cannot store them so.</exception>
    internal static void Write(string source, string target, WeightStorage storage)
    {
        LlamaLibrary.Require();
        var options = LlamaNative.llama_model_quantize_default_params();
        options.FileType = (int)storage;
        options.Threads = 1;
        NativeLog.Watch();
        if (LlamaNative.llama_model_quantize(source, target, &options) != 0)
            throw new InferenceException($"{source}: the weights could not be stored as {storage}: {NativeLog.Problems()}.");
    }
}
