using Rlar.Agents.Library;
using Rlar.Rewards;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Library;

/// <summary>Tools in quarantine: what the library remembers, and where their rows go.</summary>
public sealed class QuarantineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Quarantine_ThenOpen_IsInForceUntilItIsReleased()
    {
        var made = Open().Quarantine("math", "numeric-match", "it failed");
        var read = Assert.Single(Open().Quarantined);
        Assert.Equal((made.Hash, "math", "numeric-match", "it failed"), (read.Hash, read.Id, read.Fallback, read.Reason));
        Assert.NotEqual("", Open().Version);
        Assert.Equal(1, Open().Quarantine("math", "contains", "again").Number);
        Assert.Empty(Open().Tools());
        Assert.Empty(Open().List());

        Open().Release("math", "mended");
        Assert.Empty(Open().Quarantined);
        Assert.Equal(["quarantined", "released"], Open().History.Select(found => found.Kind));
        Assert.Contains("no quarantine", Assert.Throws<LibraryException>(() => Open().Release("math", "x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FallbackThatWasChanged_IsRefused()
    {
        Open().Quarantine("math", "numeric-match", "it failed");
        var path = Path.Combine(_folder.PathOf("tools"), "history.jsonl");
        File.WriteAllText(path, File.ReadAllText(path).Replace("numeric-match", "contains", StringComparison.Ordinal));
        Assert.Contains("line 1", Assert.Throws<LibraryException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Route_ToolInQuarantine_GoesToItsFallbackWithItsWeight()
    {
        var library = Open();
        library.Quarantine("exact-match", "contains", "it failed");
        var route = Router(library, ("exact-match", 2)).Route(Row());
        var tool = Assert.Single(route.Tools);
        Assert.Equal(("contains", 2.0), (tool.Tool.Card.Id, tool.Weight));
        Assert.Contains("exact-match is in quarantine, and contains takes its place: it failed", route.Why, StringComparison.Ordinal);

        var both = Router(library, ("exact-match", 2), ("contains", 1)).Route(Row());
        Assert.Equal(("contains", 3.0), (Assert.Single(both.Tools).Tool.Card.Id, both.Tools[0].Weight));

        var other = Router(library, ("token-f1", 1)).Route(Row());
        Assert.Equal("why", other.Why);
    }

    [Fact]
    public void Route_FallbackInQuarantineToo_GoesOnToTheNextOrNowhere()
    {
        var library = Open();
        library.Quarantine("exact-match", "contains", "it failed");
        library.Quarantine("contains", "token-f1", "it failed");
        Assert.Equal("token-f1", Assert.Single(Router(library, ("exact-match", 1)).Route(Row()).Tools).Tool.Card.Id);
        library.Quarantine("token-f1", "exact-match", "it failed");
        var route = Router(library, ("exact-match", 1)).Route(Row());
        Assert.Empty(route.Tools);
        Assert.Contains("no tool takes its place", route.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_DiffersWithWhatIsInQuarantine()
    {
        var library = Open();
        var before = Router(library, ("exact-match", 1)).Version;
        library.Quarantine("exact-match", null, "it failed");
        var after = Router(library, ("exact-match", 1));
        Assert.NotEqual(before, after.Version);
        Assert.Empty(after.Route(Row()).Tools);
    }

    private ToolLibrary Open() => ToolLibrary.Open(_folder.PathOf("tools"), TimeProvider.System);

    private static Query Row() => new() { Id = "1", Prompt = [new Message("user", "?")], References = ["a"] };

    private static QuarantineRouter Router(ToolLibrary library, params (string Id, double Weight)[] tools) => new(
        new Always(new Route("task", [.. tools.Select(tool => new RoutedTool(BuiltInTools.Registry.Create(tool.Id), tool.Weight))], 1, "why")),
        library.Quarantined,
        BuiltInTools.Registry);

    private sealed class Always(Route route) : IRouter
    {
        public string Version => "1";

        public Route Route(Query query) => route;
    }
}
