using Microsoft.Win32.SafeHandles;

namespace Rlar.Inference.Native;

/// <summary>Owns a chain of <c>llama_sampler</c>s, which owns those that were added to it.</summary>
internal sealed class LlamaSamplerHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Takes a pointer that the library gave; 0 is invalid.</summary>
    internal LlamaSamplerHandle(nint pointer)
        : base(ownsHandle: true) => SetHandle(pointer);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LlamaNative.llama_sampler_free(handle);
        return true;
    }
}
