using Microsoft.Win32.SafeHandles;

namespace Rlar.Inference.Native;

/// <summary>Owns a <c>llama_context</c> and its threads, and keeps its model alive.</summary>
internal sealed class LlamaContextHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly LlamaModelHandle _model;
    private ThreadPoolHandle? _threads;

    private LlamaContextHandle(LlamaModelHandle model)
        : base(ownsHandle: true) => _model = model;

    /// <summary>Makes a context of a model; invalid where the library made none.</summary>
    internal static LlamaContextHandle Create(LlamaModelHandle model, LlamaContextParams options)
    {
        var made = new LlamaContextHandle(model);
        var added = false;
        model.DangerousAddRef(ref added);
        made.SetHandle(LlamaLibrary.CreateContext(model, options));
        // An invalid handle is never released, so it must not hold the model.
        if (made.IsInvalid)
            model.DangerousRelease();
        else
            made.Attach(ThreadPoolHandle.Start(Math.Max(options.Threads, options.BatchThreads)));
        return made;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LlamaNative.llama_free(handle);
        if (_threads is { } threads)
        {
            threads.Dispose();
            threads.DangerousRelease();
        }

        _model.DangerousRelease();
        return true;
    }

    private void Attach(ThreadPoolHandle? threads)
    {
        if (threads is null)
            return;
        // Held until the context is freed, in whatever order finalizers run.
        var added = false;
        threads.DangerousAddRef(ref added);
        _threads = threads;
        LlamaNative.llama_attach_threadpool(this, threads, threads);
    }
}
