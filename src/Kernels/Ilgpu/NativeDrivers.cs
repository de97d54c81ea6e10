using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>
/// Finds the drivers' libraries by the names under which they are installed. ILGPU asks for libOpenCL.so, which only development packages
/// bring, and for libraries that .NET would look for under names of other systems.
/// </summary>
internal static class NativeDrivers
{
    internal const string Cuda = "libcuda.so.1";
    internal const string OpenCl = "libOpenCL.so.1";

    private static readonly Lazy<bool> s_resolver = new(Install);

    /// <summary>Has ILGPU find the libraries; to be called before the first context is made. Later calls do nothing.</summary>
    internal static void Prepare() => _ = s_resolver.Value;

    /// <summary>Whether a driver's library can be loaded at all.</summary>
    internal static bool IsInstalled(string library) => NativeLibrary.TryLoad(library, out _);

    private static bool Install()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Resolve);
            return true;
        }
        catch (InvalidOperationException)
        {
            // Who embeds us has a resolver of his own for ILGPU: his holds.
            return false;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        var installed = name switch
        {
            "cuda" or "libcuda" or "libcuda.so" or "nvcuda" => Cuda,
            "OpenCL" or "libOpenCL" or "libOpenCL.so" => OpenCl,
            _ => null,
        };
        return installed is not null && NativeLibrary.TryLoad(installed, out var handle) ? handle : nint.Zero;
    }
}
