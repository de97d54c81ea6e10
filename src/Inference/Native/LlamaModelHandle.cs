using Microsoft.Win32.SafeHandles;

namespace Rlar.Inference.Native;

/// <summary>Owns a <c>llama_model</c>.</summary>
internal sealed class LlamaModelHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Takes a pointer that the library gave; 0 is invalid.</summary>
    internal LlamaModelHandle(nint pointer)
        : base(ownsHandle: true) => SetHandle(pointer);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LlamaNative.llama_model_free(handle);
        return true;
    }
}
