using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Rlar.Inference.Native;

/// <summary>
/// Where llama.cpp is: RLAR_NATIVES, or runtimes/linux-x64/native beside the program, where npm's is; or its folder llamasharp, where NuGet's is.
/// </summary>
internal static class NativeFolder
{
    /// <summary>The environment variable that names another folder.</summary>
    internal const string Variable = "RLAR_NATIVES";

    /// <summary>The folder, whether it exists or not.</summary>
    internal static string Path { get; } = Choose();

    /// <summary>
    /// The folder in it with the library for this processor, as LLamaSharp's package has them, or the folder itself where it is one of those; null where
    /// ggml itself picks from files side by side, as npm's are: a program that uses LLamaSharp, too, has its folders beside them.
    /// </summary>
    internal static string? Variant { get; } = HasSideBySide(Path)
        ? null
        : Variants().Select(name => System.IO.Path.Combine(Path, name)).Append(Path)
            .FirstOrDefault(folder => File.Exists(System.IO.Path.Combine(folder, "libggml-cpu.so")));

    /// <summary>The file of a library: lib<paramref name="name"/>.so, or the one with a release tag in its name; null where there is none.</summary>
    internal static string? Find(string name) => (Variant is { } variant ? FindIn(variant, name) : null) ?? FindIn(Path, name);

    /// <summary>Why a library cannot be found here.</summary>
    internal static string Missing(string name) =>
        RuntimeInformation.RuntimeIdentifier.StartsWith("linux", StringComparison.Ordinal)
        && RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? $"the native library {name} is not in {Path}. "
                + $"Build RLAR without SkipNativeRestore (npm or NuGet bring the pinned engine), or set {Variable} to a folder that holds it"
            : $"the native library {name} is not in {Path}: the pinned engines are for linux-x64. "
                + $"Set {Variable} to a folder with the same versions for this platform";

    private static string Choose()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return System.IO.Path.GetFullPath(given);
        var beside = System.IO.Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native");
        var other = System.IO.Path.Combine(beside, "llamasharp");
        return FindIn(beside, "llama") is null && Directory.Exists(other) ? other : beside;
    }

    private static bool HasSideBySide(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "libggml-cpu-*.so").Any();

    // The names of LLamaSharp's folders, best first.
    private static IEnumerable<string> Variants()
    {
        if (Directory.Exists(System.IO.Path.Combine(Path, "cuda12")) && NativeLibrary.TryLoad("libcuda.so.1", out _))
            yield return "cuda12";
        if (Avx512F.VL.IsSupported && Avx512CD.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported)
            yield return "avx512";
        if (Avx2.IsSupported && Fma.IsSupported)
            yield return "avx2";
        if (Avx.IsSupported)
            yield return "avx";
        yield return "noavx";
    }

    private static string? FindIn(string folder, string name)
    {
        if (!Directory.Exists(folder))
            return null;
        var plain = System.IO.Path.Combine(folder, $"lib{name}.so");
        return File.Exists(plain) ? plain : Directory.EnumerateFiles(folder, $"lib{name}.v*.so").Order(StringComparer.Ordinal).LastOrDefault();
    }
}
