using System.Reflection;
using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary>
/// The llama.cpp of this process: found, checked and made ready on first use, once. The folder is <c>RLAR_NATIVES</c>, or
/// <c>runtimes/linux-x64/native</c> beside the program. Two releases can be used, npm's and LLamaSharp's; each gives bits of its own.
/// </summary>
public static unsafe class LlamaLibrary
{
    private static readonly Dictionary<string, nint> Loaded = new(StringComparer.Ordinal);
    private static readonly Lazy<NativeStatus> Ready = new(Prepare);
    private static LlamaRelease s_release = LlamaRelease.Npm;
    private static readonly Lazy<string> Known = new(FindIdentity);
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
    /// Who made the libraries, and the one for this processor, such as "npm, icelake" or "LLamaSharp 0.30.0, avx512"; null where llama.cpp cannot be
    /// used. Another source or processor gives log-probabilities that differ in their last digits.
    /// </summary>
    public static string? Origin => Status.IsAvailable ? $"{s_release.Source}, {ProcessorVariant()}" : null;

    /// <summary>
    /// What of this machine decides the bits of a model's numbers, for the version of what is made of them: llama.cpp's version, <see cref="Origin"/> and the
    /// GPU where there is one; "missing" where llama.cpp cannot be used.
    /// </summary>
    public static string Identity => Known.Value;

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

    /// <summary>The release's default options of a model.</summary>
    internal static LlamaModelParams ModelDefaults() => s_release.IsOlder ? OlderLlamaNative.ModelDefaults() : LlamaNative.llama_model_default_params();

    /// <summary>The release's default options of a context.</summary>
    internal static LlamaContextParams ContextDefaults() =>
        s_release.IsOlder ? OlderLlamaNative.ContextDefaults() : LlamaNative.llama_context_default_params();

    /// <summary>Loads a model from a file; 0 where the library could not.</summary>
    internal static nint LoadModel(string path, LlamaModelParams options) =>
        s_release.IsOlder ? OlderLlamaNative.LoadModel(path, options) : LlamaNative.llama_model_load_from_file(path, options);

    /// <summary>Makes a context of a model; 0 where the library made none.</summary>
    internal static nint CreateContext(LlamaModelHandle model, LlamaContextParams options) =>
        s_release.IsOlder ? OlderLlamaNative.CreateContext(model, options) : LlamaNative.llama_init_from_model(model, options);

    private static NativeStatus Prepare()
    {
        // The order matters: each library needs the ones before it, and finds them loaded.
        string[] names = ["ggml-base", "ggml", "llama"];
        if (NativeFolder.Variant is not null)
        {
            names = NativeFolder.Find("ggml-cuda") is null
                ? ["ggml-base", "ggml-cpu", "ggml", "llama"]
                : ["ggml-base", "ggml-cpu", "ggml-cuda", "ggml", "llama"];
            // Its threads would spin between two batches, which costs most of the speed where anything else runs.
            _ = Libc.setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
            if (!NativeLibrary.TryLoad("libgomp.so.1", out _))
                return new NativeStatus(
                    false, null, $"LLamaSharp's libraries in {NativeFolder.Path} need libgomp.so.1 (OpenMP), which is not there: apt-get install libgomp1");
        }

        foreach (var name in names)
        {
            if (NativeFolder.Find(name) is not { } file)
                return new NativeStatus(false, null, NativeFolder.Missing(name));
            if (!TryLoad(name, file, out var reason))
                return new NativeStatus(false, null, reason);
        }

        NativeLibrary.SetDllImportResolver(typeof(LlamaLibrary).Assembly, Resolve);
        try
        {
            var hasVersion = NativeLibrary.TryGetExport(Loaded["llama"], nameof(LlamaNative.llama_version), out _);
            var (llama, ggml) = (Text(hasVersion ? LlamaNative.llama_version() : GgmlNative.ggml_commit()), Text(GgmlNative.ggml_version()));
            // One that is not known is refused below, whatever its options seem to be.
            s_release = LlamaPins.Find(llama, ggml) ?? LlamaRelease.Npm;
            if (LlamaPins.Mismatch(llama, ggml, ModelDefaults(), ContextDefaults()) is { } wrong)
                return new NativeStatus(false, llama, $"{NativeFolder.Path}: {wrong}. Build RLAR again, which brings the pinned release");
            // Its assertions end the process; a stack trace by an attached debugger would only delay that.
            _ = Libc.setenv("GGML_NO_BACKTRACE", "1", 0);
            LlamaNative.llama_log_set(NativeLog.Callback, null);
            GgmlNative.ggml_log_set(NativeLog.Callback, null);
            NativeLog.Watch();
            if (NativeFolder.Variant is { } variant)
            {
                s_gpu = GpuBackend.Linked(variant);
            }
            else
            {
                GgmlNative.ggml_backend_load_all_from_path(NativeFolder.Path);
                s_gpu = GpuBackend.Load(NativeFolder.Path);
            }

            LlamaNative.llama_backend_init();
            return GgmlNative.ggml_backend_dev_count() > 0
                ? new NativeStatus(true, llama, null)
                : new NativeStatus(false, llama, $"{NativeFolder.Path}: no libggml-cpu-*.so that runs on this processor. {NativeLog.Problems()}".TrimEnd());
        }
        catch (EntryPointNotFoundException error)
        {
            return new NativeStatus(
                false,
                null,
                $"{NativeFolder.Path}: {error.Message.TrimEnd('.')}. RLAR is made for {string.Join(", and for ", LlamaRelease.Known)}");
        }
    }

    private static string FindIdentity() =>
        Status.IsAvailable ? $"{Status.Version} {Origin}{(Gpu is { IsAvailable: true, Version: { } gpu } ? $", {gpu}" : "")}" : "missing";

    // ggml itself chooses among npm's libraries, so the answer is what was loaded.
    private static string ProcessorVariant()
    {
        const string Start = "libggml-cpu-";
        if (NativeFolder.Variant is { } variant)
            return Path.GetFileName(variant);
        try
        {
            var file = File.ReadLines("/proc/self/maps").FirstOrDefault(line => line.Contains(Start, StringComparison.Ordinal));
            return file is null ? "unknown" : Path.GetFileNameWithoutExtension(file)[Start.Length..];
        }
        catch (IOException)
        {
            return "unknown";
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
