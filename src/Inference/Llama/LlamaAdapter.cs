using Rlar.Inference.Gguf;
using Rlar.Inference.Native;

namespace Rlar.Inference.Llama;

/// <summary>
/// A LoRA adapter (arXiv 2106.09685) in GGUF: for each matrix W that it changes the model computes with W + scale · alpha / rank · B·A, without
/// W being changed. Several contexts may use it, with scales of their own. It keeps its model alive.
/// </summary>
public sealed class LlamaAdapter : IDisposable
{
    private LlamaAdapter(LlamaModel model, string path, LlamaAdapterHandle handle, int rank) => (Model, Path, Handle, Rank) = (model, path, handle, rank);

    /// <summary>The model that it is of.</summary>
    public LlamaModel Model { get; }

    /// <summary>The path as given.</summary>
    public string Path { get; }

    /// <summary>The largest rank of its pairs.</summary>
    public int Rank { get; }

    /// <summary>The native adapter.</summary>
    internal LlamaAdapterHandle Handle { get; }

    /// <summary>Loads an adapter.</summary>
    /// <param name="model">The model that it was trained on.</param>
    /// <param name="path">A GGUF file with general.type "adapter", as convert_lora_to_gguf.py writes it.</param>
    /// <exception cref="InferenceException">The file cannot be read, is no LoRA adapter, or is one of another model.</exception>
    public static LlamaAdapter Load(LlamaModel model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        var rank = AdapterGuard.Check(GgufFile.Read(path), GgufFile.Read(model.Path));
        NativeLog.Watch();
        var handle = LlamaAdapterHandle.Load(model.Handle, path);
        return handle.IsInvalid
            ? throw new InferenceException($"{path}: llama.cpp {LlamaLibrary.Status.Version} cannot load this adapter: {NativeLog.Problems()}")
            : new LlamaAdapter(model, path, handle, rank);
    }

    /// <summary>Frees it when no context uses it any more.</summary>
    public void Dispose() => Handle.Dispose();
}
