using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary>
/// The ONNX Runtime of this process, found on first use: the file that <c>RLAR_ONNXRUNTIME</c> names (that of Microsoft.ML.OnnxRuntime.Gpu, for
/// instance), or libonnxruntime.so beside llama.cpp.
/// </summary>
public static unsafe class OnnxLibrary
{
    private const string Variable = "RLAR_ONNXRUNTIME";
    private static readonly Lazy<(NativeStatus Status, OrtApi? Api)> Ready = new(Prepare);

    /// <summary>Whether ONNX Runtime can be used, its version, and why not where it cannot.</summary>
    public static NativeStatus Status => Ready.Value.Status;

    /// <summary>The library's functions.</summary>
    /// <exception cref="InferenceException">It cannot be used.</exception>
    internal static OrtApi Require() => Ready.Value.Api ?? throw new InferenceException($"ONNX Runtime cannot be used: {Status.Reason}.");

    private static (NativeStatus Status, OrtApi? Api) Prepare()
    {
        var file = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : NativeFolder.Find("onnxruntime");
        if (file is null)
            return (
                new NativeStatus(
                    false, null, $"{NativeFolder.Missing("onnxruntime")}; or set {Variable} to a libonnxruntime.so of release 1.17 or later"),
                null);
        try
        {
            var start = (delegate* unmanaged[Cdecl]<void**>)NativeLibrary.GetExport(NativeLibrary.Load(file), "OrtGetApiBase");
            var functions = start();
            var version = LlamaLibrary.Text(((delegate* unmanaged[Cdecl]<byte*>)functions[1])());
            var table = ((delegate* unmanaged[Cdecl]<uint, void**>)functions[0])(OrtApi.Version);
            return table == null
                ? (new NativeStatus(false, version, $"{file} is ONNX Runtime {version}, and RLAR needs 1.{OrtApi.Version} or later"), null)
                : (new NativeStatus(true, version, null), new OrtApi(table));
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return (new NativeStatus(false, null, $"{file}: {error.Message}"), null);
        }
    }
}
