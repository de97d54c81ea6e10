using Microsoft.Win32.SafeHandles;

namespace Rlar.Inference.Native;

/// <summary>Owns an object of ONNX Runtime's: a session, its options, a tensor, a shape. Each is freed by a function of its own kind.</summary>
internal sealed unsafe class OrtHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly void* _release;

    /// <summary>Takes a pointer that the library gave, and the function that frees it.</summary>
    internal OrtHandle(void* pointer, void* release)
        : base(ownsHandle: true)
    {
        _release = release;
        SetHandle((nint)pointer);
    }

    /// <summary>The object; good under a lease, or while the owner is in scope.</summary>
    internal void* Pointer => (void*)handle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        ((delegate* unmanaged[Cdecl]<void*, void>)_release)((void*)handle);
        return true;
    }
}
