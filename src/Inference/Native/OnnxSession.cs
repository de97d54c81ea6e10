using Microsoft.ML.OnnxRuntime;
using Microsoft.Win32.SafeHandles;

namespace Rlar.Inference.Native;

/// <summary>
/// A session of ONNX Runtime's, freed when its last run is over. The package's own class frees it at once, and a run under way, or a later one, ends the
/// process then.
/// </summary>
internal sealed class OnnxSession : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly string _path;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    private OnnxSession(string path, InferenceSession session)
        : base(ownsHandle: true)
    {
        (_path, _session) = (path, session);
        // There is no pointer to keep: what counts is who holds a lease.
        SetHandle(1);
    }

    /// <summary>The names of the inputs, in order.</summary>
    internal IReadOnlyList<string> Inputs => _session.InputNames;

    /// <summary>The names of the outputs, in order.</summary>
    internal IReadOnlyList<string> Outputs => _session.OutputNames;

    /// <summary>A session over a model's file.</summary>
    /// <exception cref="InferenceException">The library is missing, or the file is no model that it knows.</exception>
    internal static OnnxSession Load(string path, int threads)
    {
        OnnxLibrary.Require();
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
            // Threads that spin while they wait take the processor from everything else on the machine.
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            if (OnnxLibrary.Gpu.IsAvailable)
                options.AppendExecutionProvider_CUDA(0);
            return new OnnxSession(path, new InferenceSession(path, options));
        }
        catch (OnnxRuntimeException error)
        {
            throw Failure(path, error);
        }
    }

    /// <summary>Runs for some of the outputs, which the caller frees.</summary>
    /// <exception cref="InferenceException">The model refuses what it was given.</exception>
    /// <exception cref="ObjectDisposedException">The session is freed already.</exception>
    internal IDisposableReadOnlyCollection<OrtValue> Run(string[] names, OrtValue[] values, string[] outputs)
    {
        using var alive = new HandleLease(this);
        try
        {
            return _session.Run(_run, names, values, outputs);
        }
        catch (OnnxRuntimeException error)
        {
            throw Failure(_path, error);
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _run.Dispose();
        _session.Dispose();
        return true;
    }

    private static InferenceException Failure(string path, OnnxRuntimeException error) => new($"{path}: ONNX Runtime: {error.Message}", error);
}
