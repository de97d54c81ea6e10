using System.Reflection;
using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary>
/// The llama.cpp of this process: found, checked and made ready on first use, once. The folder is <c>RLAR_NATIVES</c>, or
/// <c>runtimes/linux-x64/native</c> beside the program.
/// </summary>
public static unsafe class LlamaLibrary
{
    private static readonly Dictionary<string, nint> Loaded = new(StringComparer.Ordinal);
    private static readonly Lazy<NativeStatus> Ready = new(Prepare);
    private static NativeStatus? s_gpu;

    /// <summary>Whether llama.cpp can be used, its version, and why not where it cannot.</summary>
    public static NativeStatus Status => Ready.Value;

    /// <summary>
    /// Whether llama.cpp can compute on a GPU, the GPU's name as its version, and why not where it cannot: then it computes on the CPU.
    /// </summary>
    public static NativeStatus Gpu => Status is { IsAvailable: false } status ? status : s_gpu!;

    /// <summary>The devices that llama.cpp can compute on, such as "CPU: Intel Xeon"; empty where it cannot be used.</summary>
    public static IReadOnlyList<string> Devices
    {
        get
        {
            if (!Status.IsAvailable)
                return [];
            var devices = new string[(int)GgmlNative.ggml_backend_dev_count()];
            for (var index = 0; index < devices.Length; index++)
            {
                var device = GgmlNative.ggml_backend_dev_get((nuint)index);
                devices[index] = $"{Text(GgmlNative.ggml_backend_dev_name(device))}: {Text(GgmlNative.ggml_backend_dev_description(device)).Trim()}";
            }

            return devices;
        }
    }

    /// <summary>
    /// Sends every line that llama.cpp writes to <paramref name="receiver"/>, on whatever thread wrote it, until the result is disposed. A
    /// receiver that throws gets no more lines, since an exception must not cross native code.
    /// </summary>
    /// <param name="receiver">What takes the lines, such as <c>message => logger.Log(...)</c>.</param>
    public static IDisposable Subscribe(Action<NativeLogMessage> receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        return NativeLog.Subscribe(receiver);
    }

    /// <summary>Does nothing where llama.cpp can be used.</summary>
    /// <exception cref="InferenceException">It cannot.</exception>
    public static void Require()
    {
        if (Status.Reason is { } reason)
            throw new InferenceException($"llama.cpp cannot be used: {reason}.");
    }

    /// <summary>A string of the library's; empty for null.</summary>
    internal static string Text(byte* text) => text == null ? "" : Marshal.PtrToStringUTF8((nint)text)!;

    private static NativeStatus Prepare()
    {
        // The order matters: each library needs the ones before it, and finds them loaded.
        foreach (var name in (string[])["ggml-base", "ggml", "llama"])
        {
            if (NativeFolder.Find(name) is not { } file)
                return new NativeStatus(false, null, NativeFolder.Missing(name));
            if (!TryLoad(name, file, out var reason))
                return new NativeStatus(false, null, reason);
        }

        NativeLibrary.SetDllImportResolver(typeof(LlamaLibrary).Assembly, Resolve);
        try
        {
            var (llama, ggml) = (Text(LlamaNative.llama_version()), Text(GgmlNative.ggml_version()));
            if (LlamaPins.Mismatch(llama, ggml, LlamaNative.llama_model_default_params(), LlamaNative.llama_context_default_params()) is { } wrong)
                return new NativeStatus(false, llama, $"{NativeFolder.Path}: {wrong}. Build RLAR again, so that npm restores the pinned release");
            // Its assertions end the process; a stack trace by an attached debugger would only delay that.
            _ = Libc.setenv("GGML_NO_BACKTRACE", "1", 0);
            LlamaNative.llama_log_set(NativeLog.Callback, null);
            GgmlNative.ggml_log_set(NativeLog.Callback, null);
            NativeLog.Watch();
            GgmlNative.ggml_backend_load_all_from_path(NativeFolder.Path);
            s_gpu = GpuBackend.Load(NativeFolder.Path);
            LlamaNative.llama_backend_init();
            return GgmlNative.ggml_backend_dev_count() > 0
                ? new NativeStatus(true, llama, null)
                : new NativeStatus(false, llama, $"{NativeFolder.Path}: no libggml-cpu-*.so that runs on this processor. {NativeLog.Problems()}".TrimEnd());
        }
        catch (EntryPointNotFoundException error)
        {
            return new NativeStatus(
                false, null, $"{NativeFolder.Path}: {error.Message} RLAR is made for llama.cpp {LlamaPins.Llama} with ggml {LlamaPins.Ggml}");
        }
    }

    private static bool TryLoad(string name, string file, out string reason)
    {
        try
        {
            Loaded[name] = NativeLibrary.Load(file);
            reason = "";
            return true;
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            reason = $"{file}: {error.Message}";
            return false;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) => Loaded.GetValueOrDefault(name);
}
