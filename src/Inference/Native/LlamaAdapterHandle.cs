using Microsoft.Win32.SafeHandles;

namespace Rlar.Inference.Native;

/// <summary>Owns a <c>llama_adapter_lora</c> and keeps its model alive, which would free it otherwise.</summary>
internal sealed class LlamaAdapterHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly LlamaModelHandle _model;

    private LlamaAdapterHandle(LlamaModelHandle model)
        : base(ownsHandle: true) => _model = model;

    /// <summary>Loads an adapter of a model; invalid where the library could not.</summary>
    internal static LlamaAdapterHandle Load(LlamaModelHandle model, string path)
    {
        var made = new LlamaAdapterHandle(model);
        var added = false;
        model.DangerousAddRef(ref added);
        made.SetHandle(LlamaNative.llama_adapter_lora_init(model, path));
        // An invalid handle is never released, so it must not hold the model.
        if (made.IsInvalid)
            model.DangerousRelease();
        return made;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LlamaNative.llama_adapter_lora_free(handle);
        _model.DangerousRelease();
        return true;
    }
}
