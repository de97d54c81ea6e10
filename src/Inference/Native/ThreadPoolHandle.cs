using Microsoft.Win32.SafeHandles;

namespace Rlar.Inference.Native;

/// <summary>
/// The threads of a context. Without them ggml starts and ends threads for every batch. Between batches they poll for a few milliseconds and
/// then sleep; within one they spin.
/// </summary>
internal sealed unsafe class ThreadPoolHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private const uint Poll = 1;
    private readonly delegate* unmanaged[Cdecl]<nint, void> _free;

    private ThreadPoolHandle(nint pointer, delegate* unmanaged[Cdecl]<nint, void> free)
        : base(ownsHandle: true)
    {
        _free = free;
        SetHandle(pointer);
    }

    /// <summary>Starts threads; null where one is enough, or where the processor's backend has no pools.</summary>
    internal static ThreadPoolHandle? Start(int threads)
    {
        var registry = Processor();
        if (threads == 1 || registry == 0)
            return null;
        // They are in the backend's own library, of which there is one for each kind of processor.
        var start = (delegate* unmanaged[Cdecl]<ThreadPoolParams*, nint>)GgmlNative.ggml_backend_reg_get_proc_address(registry, "ggml_threadpool_new");
        var free = (delegate* unmanaged[Cdecl]<nint, void>)GgmlNative.ggml_backend_reg_get_proc_address(registry, "ggml_threadpool_free");
        if (start == null || free == null)
            return null;
        ThreadPoolParams options;
        GgmlNative.ggml_threadpool_params_init(&options, threads);
        // The library's own values: another layout than ours would show here.
        if (options.Threads != threads || options.Poll != 50)
            return null;
        options.Poll = Poll;
        return new ThreadPoolHandle(start(&options), free);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _free(handle);
        return true;
    }

    private static nint Processor()
    {
        for (nuint index = 0; index < GgmlNative.ggml_backend_dev_count(); index++)
        {
            var device = GgmlNative.ggml_backend_dev_get(index);
            if (GgmlNative.ggml_backend_dev_type(device) == 0)
                return GgmlNative.ggml_backend_dev_backend_reg(device);
        }

        return 0;
    }
}
