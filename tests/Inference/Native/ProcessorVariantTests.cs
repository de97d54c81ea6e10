using System.Runtime.InteropServices;
using Rlar.Inference.Native;
using Rlar.Inference.Tests.Llama.Scoring;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Native;

/// <summary>The same bits on every kind of processor that this machine can play: each in a process of its own, over a folder with that library alone.</summary>
public sealed class ProcessorVariantTests
{
    private const string Start = "libggml-cpu-";

    /// <summary>The kinds that npm's package has a library for.</summary>
    public static TheoryData<string> Kinds =>
        ["x64", "sse42", "sandybridge", "haswell", "alderlake", "skylakex", "cascadelake", "icelake", "cooperlake", "sapphirerapids", "zen4"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task SameBits_OnThisKind_Hold(string kind)
    {
        using var folder = new TempFolder();
        Only(kind, folder.PathOf(""));
        // The larger models take seconds on the new kinds and minutes on the old ones. MiniMind2's weights have 16 bits, whose products these four
        // kinds add each in its own way; the kinds between them differ in numbers of fewer bits, as the stories' are.
        string[] methods = kind switch
        {
            "x64" or "sse42" or "sandybridge" => ["Score_Stories*"],
            "haswell" => ["Score_Stories*", "Score_MiniMind2*", "Score_SmolLM2*"],
            "skylakex" or "sapphirerapids" or "zen4" => ["Score_Stories*", "Score_MiniMind2*"],
            _ => ["Score_Stories*"],
        };
        await OtherNatives.RunAsync(folder.PathOf(""), methods.Length, [.. methods.SelectMany(method => (string[])["-method", $"{typeof(SameBitsTests).FullName}.{method}"])]);
    }

    // A folder with one kind's library beside the others that llama.cpp needs.
    private static void Only(string kind, string folder)
    {
        Engine.Require();
        Assert.SkipUnless(NativeFolder.Variant is null, "LLamaSharp's libraries are in use");
        var file = Path.Combine(NativeFolder.Path, $"{Start}{kind}.so");
        Assert.SkipUnless(File.Exists(file), $"{file} is missing");
        Assert.SkipUnless(Runs(file), $"this processor does not run {Path.GetFileName(file)}");
        foreach (var library in Directory.EnumerateFiles(NativeFolder.Path, "*.so").Where(path => path == file || !Path.GetFileName(path).StartsWith(Start, StringComparison.Ordinal)))
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(library)), library);
    }

    // As ggml itself finds out.
    private static unsafe bool Runs(string file)
    {
        var library = NativeLibrary.Load(file);
        try
        {
            return ((delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, "ggml_backend_score"))() > 0;
        }
        finally
        {
            NativeLibrary.Free(library);
        }
    }
}
