using Microsoft.Win32.SafeHandles;
using Rlar.Inference.Native;

namespace Rlar.Inference.Llama;

/// <summary>
/// A copy of a model with all its weights in 32 bits, in a file that is in memory only: 4 bytes a weight. A model that maps it keeps it, and whoever maps it
/// shared and writes to it changes the weights that all others see.
/// </summary>
public sealed unsafe class WideWeights : IDisposable
{
    private const uint CloseOnExec = 1;
    private readonly SafeFileHandle _file;

    private WideWeights(SafeFileHandle file) => _file = file;

    /// <summary>Where this process, and no other, can open it.</summary>
    public string Path => $"/proc/self/fd/{_file.DangerousGetHandle()}";

    /// <summary>Widens a model; the engine does it, for all the types that it knows.</summary>
    /// <param name="path">A whole GGUF file, as <see cref="Gguf.GgufFile.Read(string)"/> finds it.</param>
    /// <exception cref="InferenceException">llama.cpp is missing, there is no memory for it, or a tensor has a type that cannot be widened.</exception>
    public static WideWeights Of(string path)
    {
        LlamaLibrary.Require();
        var descriptor = Libc.memfd_create("rlar-weights", CloseOnExec);
        if (descriptor < 0)
            throw new InferenceException($"{path}: no file in memory could be made for the widened weights. Load the weights as they are stored.");
        var wide = new WideWeights(new SafeFileHandle(descriptor, ownsHandle: true));
        var options = LlamaNative.llama_model_quantize_default_params();
        options.FileType = 0;
        options.AllowRequantize = 1;
        options.Threads = 1;
        NativeLog.Watch();
        if (LlamaNative.llama_model_quantize(path, wide.Path, &options) == 0)
            return wide;
        wide.Dispose();
        throw new InferenceException($"{path}: the weights could not be widened to 32 bits: {NativeLog.Problems()}. Load them as they are stored.");
    }

    /// <summary>Gives the memory back once no model maps it.</summary>
    public void Dispose() => _file.Dispose();
}
