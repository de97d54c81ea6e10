namespace Rlar.Grpo.Torch;

/// <summary>Where libtorch and TorchSharp's native part are: nothing of them lies beside the program, since only training pays for them.</summary>
internal static class TorchFolders
{
    /// <summary>The environment variable that names a folder with libtorch; TorchSharp's own library may lie in it, too.</summary>
    internal const string Variable = "RLAR_TORCH";

    /// <summary>TorchSharp's library, the one that is bound to.</summary>
    internal const string Shim = "libLibTorchSharp.so";

    /// <summary>The version of TorchSharp, as Directory.Packages.props pins it.</summary>
    internal const string TorchSharpVersion = "0.107.0";

    private const string Natives = "runtimes/linux-x64/native";

    // The first that is there. Which one is restored is decided by natives/torch.
    private static readonly string[] s_packages = ["libtorch-cuda-12.8-linux-x64/2.10.0", "libtorch-cpu-linux-x64/2.10.0"];

    /// <summary>The folder of libtorch, or null where there is none.</summary>
    internal static string? Torch() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
        ? Path.GetFullPath(given)
        : s_packages.Select(package => Path.Combine(Packages(), package, Natives))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "libtorch_cpu.so")));

    /// <summary>TorchSharp's library, or null where there is none.</summary>
    /// <param name="torch">The folder of libtorch.</param>
    internal static string? FindShim(string torch) => new[] { torch, Path.Combine(Packages(), "torchsharp", TorchSharpVersion, Natives) }
        .Select(folder => Path.Combine(folder, Shim)).FirstOrDefault(File.Exists);

    /// <summary>Where a mended copy of a library with these bytes is kept: rlar/torch in XDG_CACHE_HOME, else in ~/.cache.</summary>
    /// <param name="hash">What stands for the original's bytes.</param>
    internal static string Mended(string hash) => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache) ? cache : Path.Combine(Home(), ".cache"),
        "rlar", "torch", hash, Shim);

    private static string Packages() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given ? given : Path.Combine(Home(), ".nuget", "packages");

    private static string Home() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
