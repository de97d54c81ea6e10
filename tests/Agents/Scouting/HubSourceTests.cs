using System.Text;
using Rlar.Agents.Scouting;
using Rlar.Agents.Scouting.Http;
using Rlar.Agents.Scouting.Sources;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Scouting;

public sealed class HubSourceTests : IDisposable
{
    private static readonly ScoutTask s_task = new("polite");
    private readonly FakeHub _hub = new();
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        _hub.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Find_PagesAndDetails_GivesFactsAndHashes()
    {
        _hub.PageSize = 2;
        for (var index = 0; index < 5; index++)
            _hub.Publish($"org/polite-{index}", Files(index), ["license:mit", "reward"]);
        using var source = Source();
        var found = await ListAsync(source);
        Assert.Equal(Enumerable.Range(0, 5).Select(index => $"org/polite-{index}"), found.Select(candidate => candidate.Name));
        var first = found[0];
        Assert.Equal(("mit", $"org/polite-0@{FakeHub.Revision("org/polite-0")}", "onnx", 1), (first.Licence, first.Where, first.Shape.Format, first.Shape.Outputs));
        Assert.Equal(["model.onnx", "config.json", "vocab.txt"], first.Files.Select(file => file.Name));
        Assert.Equal(64, first.Files[0].Sha256!.Length);
        Assert.Equal(40, first.Files[1].GitSha1!.Length);
        Assert.Contains("courteous", first.Card.Words);
        Assert.Contains(_hub.Requests, request => request.Path.Contains("filter=text-classification", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Find_MostCandidates_StopsAsking()
    {
        for (var index = 0; index < 5; index++)
            _hub.Publish($"org/polite-{index}", Files(index), ["license:mit"]);
        using var source = Source(most: 2);
        Assert.Equal(2, (await ListAsync(source)).Count);
        Assert.Equal(2, _hub.Requests.Count(request => request.Path.Contains("blobs=true", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(429, null)]
    [InlineData(429, 0)]
    [InlineData(503, null)]
    [InlineData(500, null)]
    public async Task Find_BusyHub_IsAskedAgain(int status, int? retryAfter)
    {
        _hub.Publish("org/polite", Files(0), ["license:mit"]);
        _hub.Refusals = (2, status, retryAfter);
        using var source = Source();
        Assert.Single(await ListAsync(source));
    }

    [Fact]
    public async Task Find_HubThatStaysBusy_IsGivenUpAfterThreeTries()
    {
        _hub.Refusals = (int.MaxValue, 503, null);
        using var source = Source();
        Assert.Contains("503 3 times", (await Assert.ThrowsAsync<ScoutException>(() => ListAsync(source))).Message, StringComparison.Ordinal);
        Assert.Equal(3, _hub.Requests.Count);
    }

    [Fact]
    public async Task Find_OtherApi_IsSaid()
    {
        _hub.Refusals = (1, 404, null);
        using var source = Source();
        Assert.Contains("404", (await Assert.ThrowsAsync<ScoutException>(() => ListAsync(source))).Message, StringComparison.Ordinal);
        Assert.Single(_hub.Requests);
    }

    [Fact]
    public async Task Fetch_File_ComesThroughTheRedirectWithItsHashAndWithoutTheKey()
    {
        _hub.Publish("org/polite", Files(0), ["license:mit"]);
        using var source = Source(key: FakeHub.Key);
        var fetched = await source.FetchAsync((await ListAsync(source))[0], 1 << 20, CancellationToken.None);
        Assert.Equal(Files(0)["model.onnx"], await File.ReadAllBytesAsync(fetched.Path!, TestContext.Current.CancellationToken));
        Assert.Equal(1, fetched.Shape.Outputs);
        Assert.All(fetched.Files, file => Assert.Equal(64, file.Sha256!.Length));
        // The storage is another origin than the hub.
        Assert.All(_hub.Requests.Where(request => request.Path.StartsWith("cdn:", StringComparison.Ordinal)), request => Assert.Null(request.Key));
        Assert.All(_hub.Requests.Where(request => !request.Path.StartsWith("cdn:", StringComparison.Ordinal)), request => Assert.Equal($"Bearer {FakeHub.Key}", request.Key));
    }

    [Fact]
    public async Task Fetch_CutDownload_IsTriedAgainAndThenGivenUpWithoutAFile()
    {
        _hub.Publish("org/polite", Files(0), ["license:mit"]);
        using var source = Source();
        var candidate = (await ListAsync(source))[0];
        _hub.Cuts = 2;
        Assert.NotNull((await source.FetchAsync(candidate, 1 << 20, CancellationToken.None)).Path);
        Directory.Delete(_folder.PathOf("hub"), recursive: true);
        _hub.Cuts = 3;
        Assert.Contains("tried 3 times", (await Assert.ThrowsAsync<ScoutException>(() => source.FetchAsync(candidate, 1 << 20, CancellationToken.None))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder.PathOf("hub"), "*.onnx*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Fetch_OtherBytes_AreRefusedByTheirHash()
    {
        _hub.Publish("org/polite", Files(0), ["license:mit"]);
        _hub.Tampers = true;
        using var source = Source();
        var candidate = (await ListAsync(source))[0];
        Assert.Contains("another file was sent", (await Assert.ThrowsAsync<ScoutException>(() => source.FetchAsync(candidate, 1 << 20, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_BeyondThePolicysSize_IsRefused()
    {
        _hub.Publish("org/polite", Files(0), ["license:mit"]);
        using var source = Source();
        var candidate = (await ListAsync(source))[0];
        Assert.Contains("are allowed", (await Assert.ThrowsAsync<ScoutException>(() => source.FetchAsync(candidate, 10, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1/")]
    public async Task Fetch_RedirectToAnotherScheme_IsNotFollowed(string target)
    {
        _hub.Publish("org/polite", Files(0), ["license:mit"]);
        using var source = Source();
        var candidate = (await ListAsync(source))[0];
        _hub.RedirectTo = target;
        Assert.Contains("not followed", (await Assert.ThrowsAsync<ScoutException>(() => source.FetchAsync(candidate, 1 << 20, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_GatedModel_SaysWhatToDoAndIsNotFetched()
    {
        _hub.Publish("org/polite", Files(0), ["license:mit"], gated: "manual");
        using var source = Source();
        var candidate = Assert.Single(await ListAsync(source));
        Assert.Contains("accept its terms", candidate.Barrier, StringComparison.Ordinal);
        foreach (var (key, status) in new (string?, string)[] { (null, "is gated"), ("hf_other", "may not read it") })
        {
            using var asking = Source(key: key);
            Assert.Contains(status, (await Assert.ThrowsAsync<ScoutException>(() => asking.FetchAsync(candidate, 1 << 20, CancellationToken.None))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Find_NamesThatLeaveTheFolder_AreLeftOut()
    {
        var files = new Dictionary<string, byte[]>(Files(0)) { ["../evil.onnx"] = [1], ["a/.hidden/x.onnx"] = [1], ["/root.onnx"] = [1] };
        _hub.Publish("org/polite", files, ["license:mit"]);
        using var source = Source();
        Assert.Equal(["model.onnx", "config.json", "vocab.txt"], (await ListAsync(source))[0].Files.Select(file => file.Name));
    }

    [Theory]
    [InlineData("http://10.0.0.1/", true)]
    [InlineData("http://[::1]/", true)]
    [InlineData("http://169.254.169.254/latest", true)]
    [InlineData("http://172.20.1.1/", true)]
    [InlineData("http://localhost/", true)]
    [InlineData("http://8.8.8.8/", false)]
    [InlineData("https://example.org/", false)]
    public void IsNear_Address_IsOfThisMachineOrItsNetwork(string address, bool near) => Assert.Equal(near, HttpFetch.IsNear(new Uri(address)));

    [Fact]
    public void Policy_NetworkNotAllowed_RefusesOtherMachinesAlone()
    {
        using var far = new HubSource(new FetchOptions { Address = new Uri("https://hub.example/") }, _folder.PathOf("hub"), 1, TimeProvider.System);
        using var near = Source();
        Assert.Contains("--allow-network", new ScoutPolicy().WhyNot(far), StringComparison.Ordinal);
        Assert.Null(new ScoutPolicy { AllowsNetwork = true }.WhyNot(far));
        Assert.Null(new ScoutPolicy().WhyNot(near));
    }

    private HubSource Source(int most = 20, string? key = null) =>
        new(new FetchOptions { Address = _hub.Address, Token = key, Wait = TimeSpan.FromMilliseconds(1) }, _folder.PathOf("hub"), most, TimeProvider.System);

    private static Dictionary<string, byte[]> Files(int seed) => new()
    {
        ["README.md"] = Encoding.UTF8.GetBytes("---\nlicense: mit\n---\nScores how courteous an answer is."),
        ["model.onnx"] = BagModel.Onnx([0, 0, 0, 0, 0, seed], 1),
        ["config.json"] = Encoding.UTF8.GetBytes(BagModel.Config(1)),
        ["vocab.txt"] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n"u8.ToArray(),
    };

    private static async Task<List<ModelCandidate>> ListAsync(IModelSource source)
    {
        var found = new List<ModelCandidate>();
        await foreach (var candidate in source.FindAsync(s_task, CancellationToken.None))
            found.Add(candidate);
        return found;
    }
}
