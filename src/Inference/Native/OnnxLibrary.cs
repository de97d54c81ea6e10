using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Rlar.Inference.Native;

/// <summary>
/// The ONNX Runtime of this process, found on first use: the one of the package Microsoft.ML.OnnxRuntime beside the program, or the file that
/// <c>RLAR_ONNXRUNTIME</c> names.
/// </summary>
public static class OnnxLibrary
{
    private const string Variable = "RLAR_ONNXRUNTIME";
    private const string Cuda = "CUDAExecutionProvider";
    private static readonly Lazy<NativeStatus> Ready = new(Prepare);
    private static readonly Lazy<NativeStatus> Graphics = new(FindGpu);

    /// <summary>Whether ONNX Runtime can be used, its version, and why not where it cannot.</summary>
    public static NativeStatus Status => Ready.Value;

    /// <summary>
    /// Whether ONNX Runtime can compute on a GPU, with what as its version, and why not where it cannot: then it computes on the CPU.
    /// </summary>
    public static NativeStatus Gpu => Graphics.Value;

    /// <summary>
    /// What of this machine decides the bits of a model's numbers, for the version of what is made of them: ONNX Runtime's version, and the GPU or the kind
    /// of processor that it picks its kernels for; "missing" where it cannot be used.
    /// </summary>
    public static string Identity =>
        !Status.IsAvailable ? "missing" : $"{Status.Version}, {(Gpu is { IsAvailable: true, Version: { } gpu } ? gpu : ProcessorKind.Name)}";

    /// <summary>Does nothing where ONNX Runtime can be used.</summary>
    /// <exception cref="InferenceException">It cannot.</exception>
    public static void Require()
    {
        if (Status.Reason is { } reason)
            throw new InferenceException($"ONNX Runtime cannot be used: {reason}.");
    }

    private static NativeStatus Prepare()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            OrtEnv.DisableDllImportResolver = true;
            NativeLibrary.SetDllImportResolver(typeof(OrtEnv).Assembly, (name, _, _) => name == "onnxruntime" ? NativeLibrary.Load(given) : 0);
        }

        try
        {
            // The library writes to standard error by itself; its errors come back as exceptions, which say the same.
            var options = new EnvironmentCreationOptions { logId = "rlar", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            if (!OrtEnv.IsCreated)
                _ = OrtEnv.CreateInstanceWithOptions(ref options);
            return new NativeStatus(true, OrtEnv.Instance().GetVersionString(), null);
        }
        catch (Exception error) when (
            error is TypeInitializationException or DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or OnnxRuntimeException)
        {
            // The loader lists every place that it looked at, a line each.
            var why = (error.InnerException ?? error).Message.AsSpan().TrimEnd();
            var line = why.IndexOf('\n') is > 0 and var end ? why[..end].TrimEnd() : why;
            return new NativeStatus(
                false,
                null,
                $"its native library cannot be loaded: {line.TrimEnd('.')}. Build RLAR again for linux-x64, which puts the library beside the program, "
                    + $"or set {Variable} to a libonnxruntime.so of release 1.31 or later");
        }
    }

    private static NativeStatus FindGpu()
    {
        if (!Status.IsAvailable)
            return Status;
        if (!OrtEnv.Instance().GetAvailableProviders().Contains(Cuda))
            return new NativeStatus(false, null, "this build has no GPU provider; build with -p:RlarCuda=true to add the one for NVIDIA");
        if (!NativeLibrary.TryLoad("libcuda.so.1", out _))
            return new NativeStatus(false, null, "there is no NVIDIA driver (libcuda.so.1 is not found); install one");
        try
        {
            using var options = new SessionOptions();
            options.AppendExecutionProvider_CUDA(0);
            return new NativeStatus(true, "CUDA", null);
        }
        catch (OnnxRuntimeException error)
        {
            return new NativeStatus(false, null, $"its CUDA provider cannot be used: {error.Message.Trim()}");
        }
    }
}
