using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Rlar.Inference.Native;

namespace Rlar.Grpo.Torch;

/// <summary>
/// The libtorch of this process: found and loaded by path on first use, once. Its folder is <c>RLAR_TORCH</c>, or that of the package
/// libtorch-cpu-linux-x64 in <c>NUGET_PACKAGES</c>, else in <c>~/.nuget/packages</c>, where <c>natives/torch/restore</c> puts it.
/// </summary>
/// <remarks>
/// TorchSharp 0.107's libLibTorchSharp.so needs GLIBCXX_3.4.32 for one symbol that nothing in it uses, so that it does not load on Debian 12 or
/// Ubuntu 22.04. Where the plain load failed for that, a copy with this need marked weak is loaded; the original is never changed.
/// </remarks>
public static class TorchLibrary
{
    private const string UnmetVersion = "GLIBCXX_3.4.32";

    // Each needs the ones before it, and finds them loaded. The last two are those of a libtorch with CUDA.
    private static readonly string[] s_required = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];
    private static readonly string[] s_cuda = ["libc10_cuda.so", "libtorch_cuda.so"];
    private static readonly Lazy<(NativeStatus Status, string? MendedCopy)> s_ready = new(Prepare);

    /// <summary>Whether libtorch can be used, its version, and why not where it cannot. Asking never throws.</summary>
    public static NativeStatus Status => s_ready.Value.Status;

    /// <summary>The copy of TorchSharp's library that was mended and loaded in place of the original; null where the original was loaded, or none.</summary>
    public static string? MendedCopy => s_ready.Value.MendedCopy;

    /// <summary>Does nothing where libtorch can be used.</summary>
    /// <exception cref="TrainingException">It cannot.</exception>
    public static void Require()
    {
        if (Status.Reason is { } reason)
            throw new TrainingException($"libtorch, which training computes with, cannot be used: {reason}.");
    }

    private static (NativeStatus Status, string? MendedCopy) Prepare()
    {
        if (TorchFolders.Torch() is not { } folder)
            return (Missing("it is not restored: run natives/torch/restore once (128 MB to download, 600 MB of disk), "
                + $"or set {TorchFolders.Variable} to a folder that holds libtorch 2.10"), null);
        if (!File.Exists(Path.Combine(folder, s_required[1])))
            return (Missing($"{TorchFolders.Variable} is {folder}, which has no {s_required[1]}: set it to a folder with libtorch 2.10, or unset it"), null);
        if (TorchFolders.FindShim(folder) is not { } shim)
            return (Missing($"{TorchFolders.Shim} of TorchSharp {TorchFolders.TorchSharpVersion} is neither in {folder} nor in the folder of NuGet's packages: "
                + "run natives/torch/restore once"), null);
        try
        {
            foreach (var openMp in Directory.EnumerateFiles(folder, "libgomp-*").Order(StringComparer.Ordinal))
                _ = NativeLibrary.Load(openMp);
            foreach (var name in s_required.Concat(s_cuda.Where(name => File.Exists(Path.Combine(folder, name)))))
                _ = NativeLibrary.Load(Path.Combine(folder, name));
            var mended = LoadShim(shim);
            return (new NativeStatus(true, Version.Parse(TorchSharp.torch.__version__).ToString(3), null), mended);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException or IOException or UnauthorizedAccessException
            or TypeInitializationException or NotSupportedException or FormatException or ArgumentException)
        {
            return (Missing((error.InnerException ?? error).Message.TrimEnd('.').ReplaceLineEndings(" ")), null);
        }
    }

    /// <returns>The mended copy that was loaded, or null: the original was.</returns>
    private static string? LoadShim(string shim)
    {
        try
        {
            _ = NativeLibrary.Load(shim);
            return null;
        }
        catch (DllNotFoundException error) when (error.Message.Contains(UnmetVersion, StringComparison.Ordinal))
        {
            var bytes = File.ReadAllBytes(shim);
            var copy = TorchFolders.Mended(Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]);
            if (!VersionNeed.TryWeaken(bytes, UnmetVersion))
                throw;
            // Whatever lies there: a copy is never trusted further than its bytes.
            if (!File.Exists(copy) || !File.ReadAllBytes(copy).AsSpan().SequenceEqual(bytes))
                Write(copy, bytes);
            _ = NativeLibrary.Load(copy);
            return copy;
        }
    }

    // Beside it first: another process may be loading what is there.
    private static void Write(string path, byte[] bytes)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var fresh = $"{path}.{Environment.ProcessId}";
        File.WriteAllBytes(fresh, bytes);
        File.Move(fresh, path, overwrite: true);
    }

    private static NativeStatus Missing(string reason) => new(false, null, reason);
}
