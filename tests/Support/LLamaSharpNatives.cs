using System.Reflection;
using Xunit;

namespace Rlar.Tests;

/// <summary>The other source of llama.cpp: the native files of LLamaSharp.Backend.Cpu, as restore left them.</summary>
public static class LLamaSharpNatives
{
    /// <summary>Their folder, for RLAR_NATIVES; skips the test where they cannot be used.</summary>
    public static string Require()
    {
        var folder = typeof(LLamaSharpNatives).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == nameof(LLamaSharpNatives)).Value!;
        Assert.SkipUnless(Directory.Exists(folder), $"{folder} is missing: LLamaSharp.Backend.Cpu was not restored (-p:SkipNativeRestore=true)");
        Assert.SkipUnless(System.Runtime.InteropServices.NativeLibrary.TryLoad("libgomp.so.1", out _), "libgomp.so.1 is missing, which LLamaSharp's libraries need");
        return folder;
    }
}
