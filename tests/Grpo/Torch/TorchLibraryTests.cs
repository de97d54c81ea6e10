using Rlar.Grpo.Torch;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Torch;

public sealed class TorchLibraryTests
{
    [Fact]
    public void TryWeaken_TorchSharpsLibrary_ChangesOneByteOnce()
    {
        RequiredTorch.Require();
        var original = File.ReadAllBytes(TorchFolders.FindShim(TorchFolders.Torch()!)!);
        var bytes = original.ToArray();
        Assert.True(VersionNeed.TryWeaken(bytes, "GLIBCXX_3.4.32"));
        var at = Enumerable.Range(0, bytes.Length).Single(index => bytes[index] != original[index]);
        Assert.Equal(original[at] | 2, bytes[at]);
        Assert.False(VersionNeed.TryWeaken(bytes, "GLIBCXX_9.9.9"));
    }

    [Fact]
    public void TryWeaken_NoElfOrADamagedOne_False()
    {
        Assert.False(VersionNeed.TryWeaken(new byte[10], "GLIBCXX_3.4.32"));
        RequiredTorch.Require();
        var random = new Random(1);
        var head = File.ReadAllBytes(TorchFolders.FindShim(TorchFolders.Torch()!)!);
        for (var turn = 0; turn < 200; turn++)
        {
            var damaged = head.ToArray();
            for (var hit = 0; hit < 8; hit++)
                damaged[random.Next(64)] = (byte)random.Next(256);
            _ = VersionNeed.TryWeaken(damaged, "GLIBCXX_3.4.32");
        }
    }

    [Fact]
    public void Status_Loaded_SaysVersionAndCopy()
    {
        RequiredTorch.Require();
        Assert.Equal("2.10.0", TorchLibrary.Status.Version);
        TorchLibrary.Require();
        if (TorchLibrary.MendedCopy is { } copy)
            Assert.True(File.Exists(copy));
    }

    [Fact]
    public void Versions_RestoreAndPackages_Agree()
    {
        var restored = File.ReadAllText(Path.Combine(SharedData.Repository, "natives/torch/Torch.csproj"));
        Assert.Contains($"\"TorchSharp\" Version=\"[{TorchFolders.TorchSharpVersion}]\"", restored, StringComparison.Ordinal);
        Assert.Contains("\"libtorch-cpu-linux-x64\" Version=\"[2.10.0]\"", restored, StringComparison.Ordinal);
        var packages = File.ReadAllText(Path.Combine(SharedData.Repository, "Directory.Packages.props"));
        Assert.Contains($"\"TorchSharp\" Version=\"{TorchFolders.TorchSharpVersion}\"", packages, StringComparison.Ordinal);
    }
}
