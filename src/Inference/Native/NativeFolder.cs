using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary>Where the native engines are: RLAR_NATIVES, or runtimes/linux-x64/native beside the program.</summary>
internal static class NativeFolder
{
    /// <summary>The environment variable that names another folder.</summary>
    internal const string Variable = "RLAR_NATIVES";

    /// <summary>The folder, whether it exists or not.</summary>
    internal static string Path { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
        ? System.IO.Path.GetFullPath(given)
        : System.IO.Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native");

    /// <summary>The file of a library: lib<paramref name="name"/>.so, or the one with a release tag in its name; null where there is none.</summary>
    internal static string? Find(string name)
    {
        if (!Directory.Exists(Path))
            return null;
        var plain = System.IO.Path.Combine(Path, $"lib{name}.so");
        return File.Exists(plain) ? plain : Directory.EnumerateFiles(Path, $"lib{name}.v*.so").Order(StringComparer.Ordinal).LastOrDefault();
    }

    /// <summary>Why a library cannot be found here.</summary>
    internal static string Missing(string name) =>
        RuntimeInformation.RuntimeIdentifier.StartsWith("linux", StringComparison.Ordinal)
        && RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? $"the native library {name} is not in {Path}. "
                + $"Build RLAR where npm is installed (it restores the pinned engines), or set {Variable} to a folder that holds them"
            : $"the native library {name} is not in {Path}: the pinned engines are for linux-x64. "
                + $"Set {Variable} to a folder with the same versions for this platform";
}
