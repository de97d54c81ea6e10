using Rlar.Agents.Scouting;
using Rlar.Agents.Scouting.Sources;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Scouting;

/// <summary>Models of folders, wherever links lead.</summary>
public sealed class FolderSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Find_FoldersThatLinkToEachOther_FindsEachModelOnce()
    {
        Directory.CreateDirectory(_folder.PathOf("models/a/b"));
        File.WriteAllText(_folder.PathOf("models/a/b/one.gguf"), "x");
        Directory.CreateSymbolicLink(_folder.PathOf("models/a/b/up"), _folder.PathOf("models"));
        Directory.CreateSymbolicLink(_folder.PathOf("models/a/b/again"), _folder.PathOf("models/a"));
        Directory.CreateSymbolicLink(_folder.PathOf("models/self"), _folder.PathOf("models/self"));
        File.CreateSymbolicLink(_folder.PathOf("models/gone.gguf"), _folder.PathOf("nowhere"));
        Assert.Equal(["a/b/one.gguf"], (await Names()).Where(name => name != "gone.gguf"));
    }

    [Fact]
    public async Task Find_LinksToAnotherDisk_AreFollowed()
    {
        Directory.CreateDirectory(_folder.PathOf("disk/deep"));
        Directory.CreateDirectory(_folder.PathOf("models"));
        File.WriteAllText(_folder.PathOf("disk/deep/one.gguf"), "x");
        File.WriteAllText(_folder.PathOf("disk/blob"), "x");
        Directory.CreateSymbolicLink(_folder.PathOf("models/linked"), _folder.PathOf("disk"));
        File.CreateSymbolicLink(_folder.PathOf("models/two.ONNX"), _folder.PathOf("disk/blob"));
        Assert.Equal(["linked/deep/one.gguf", "two.ONNX"], (await Names()).Order(StringComparer.Ordinal));
    }

    private async Task<List<string>> Names()
    {
        var names = new List<string>();
        await foreach (var found in new FolderSource(_folder.PathOf("models")).FindAsync(new ScoutTask("good answers"), TestContext.Current.CancellationToken))
            names.Add(found.Name);
        return names;
    }
}
