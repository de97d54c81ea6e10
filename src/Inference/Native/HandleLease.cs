using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary>Keeps a handle's object from being freed while pointers into it are in use.</summary>
internal readonly ref struct HandleLease
{
    private readonly SafeHandle _handle;

    /// <summary>Takes the lease.</summary>
    /// <exception cref="ObjectDisposedException">The object is freed already.</exception>
    internal HandleLease(SafeHandle handle)
    {
        _handle = handle;
        var added = false;
        handle.DangerousAddRef(ref added);
    }

    /// <summary>Gives it back.</summary>
    public void Dispose() => _handle.DangerousRelease();
}
