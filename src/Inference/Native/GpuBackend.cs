using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary>
/// The CUDA backend of ggml, which a build with -p:RlarCuda=true puts into the folder "cuda" beside npm's engines. It is loaded from there and not with
/// the others, since ggml passes over a backend that cannot be loaded without a word. LLamaSharp's engines have theirs linked in.
/// </summary>
internal static class GpuBackend
{
    /// <summary>The environment variable that names a folder with the libraries of CUDA.</summary>
    private const string Variable = "RLAR_CUDA";

    private const int Gpu = 1;

    // By the names in the backend's own list of needs; what is loaded once is found by them.
    private static readonly string[] Toolkit = ["libcudart.so.13", "libcublasLt.so.13", "libcublas.so.13"];

    /// <summary>Loads the backend; the engines' base libraries are loaded already.</summary>
    /// <param name="folder">The folder of the engines.</param>
    /// <returns>Whether there is a GPU to compute on, its name as the version, and why not where there is none.</returns>
    internal static NativeStatus Load(string folder)
    {
        var file = Path.Combine(folder, "cuda", "libggml-cuda.so");
        if (!File.Exists(file))
            return None("this build has no GPU backend; build with -p:RlarCuda=true to add the one for NVIDIA");
        if (!NativeLibrary.TryLoad("libcuda.so.1", out _))
            return None("there is no NVIDIA driver (libcuda.so.1 is not found); install one");
        foreach (var library in Toolkit)
        {
            if (!TryLoad(library))
                return None(
                    $"CUDA 13 is not complete ({library} is not found); install its runtime and cuBLAS, "
                    + $"or set {Variable} to the folder that holds them");
        }

        NativeLog.Watch();
        if (GgmlNative.ggml_backend_load(file) == 0)
            return None($"{file} cannot be loaded: {NativeLog.Problems()}");
        return Device() ?? None($"CUDA finds no GPU here. {NativeLog.Problems()}".TrimEnd());
    }

    /// <summary>Whether engines that have their backends linked in, as LLamaSharp's have, see a GPU.</summary>
    /// <param name="variant">The folder of the variant that was loaded.</param>
    internal static NativeStatus Linked(string variant) =>
        Device() ?? None(
            Path.GetFileName(variant).StartsWith("cuda", StringComparison.Ordinal)
                ? $"CUDA finds no GPU here. {NativeLog.Problems()}".TrimEnd()
                : "LLamaSharp's libraries for the CPU are used; build with npm and -p:RlarCuda=true to add the backend for NVIDIA");

    private static NativeStatus? Device()
    {
        for (nuint index = 0; index < GgmlNative.ggml_backend_dev_count(); index++)
        {
            var device = GgmlNative.ggml_backend_dev_get(index);
            if (GgmlNative.ggml_backend_dev_type(device) == Gpu)
                return new NativeStatus(true, Name(device), null);
        }

        return null;
    }

    private static NativeStatus None(string reason) => new(false, null, reason);

    private static unsafe string Name(nint device) => LlamaLibrary.Text(GgmlNative.ggml_backend_dev_description(device)).Trim();

    private static bool TryLoad(string library) =>
        new[] { Environment.GetEnvironmentVariable(Variable), "/usr/local/cuda/lib64" }.OfType<string>().Where(folder => folder.Length > 0)
            .Any(folder => NativeLibrary.TryLoad(Path.Combine(folder, library), out _))
        || NativeLibrary.TryLoad(library, out _);
}
