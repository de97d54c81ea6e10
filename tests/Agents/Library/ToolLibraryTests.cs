using Rlar.Agents.Drafts;
using Rlar.Agents.Gate;
using Rlar.Agents.Library;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Library;

public sealed class ToolLibraryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Root => _folder.PathOf("tools");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Admit_ThenOpen_GivesTheDraftBack()
    {
        var draft = Draft("three-commas") with { Needs = DraftNeeds.Reference, Range = new ValueRange(-1, 2), Invariances = [Invariance.Case, Invariance.OuterWhitespace] };
        var admitted = Open().Admit(draft, Report(draft));
        var read = Open().Find("synth/three-commas");
        Assert.Equal(admitted.Version, read.Version);
        Assert.Equal((draft.Hash, draft.Task, draft.Description, draft.Content), (read.Draft.Hash, read.Draft.Task, read.Draft.Description, read.Draft.Content));
        Assert.Equal(draft.Invariances, read.Draft.Invariances);
        var probe = Assert.Single(read.Draft.Probes);
        Assert.Equal(("a,b,c,d", true, "R"), (probe.Completion, probe.IsRight, Assert.Single(probe.Query.References)));
        Assert.Equal(("test", "model", "hash"), (read.Draft.Provenance.Agent, read.Draft.Provenance.Model, read.Draft.Provenance.PromptHash));
        Assert.Equal(draft.Provenance.Data, read.Draft.Provenance.Data);
        Assert.True(read.Report.Accepted);
        Assert.Equal("near-misses", Assert.Single(read.Report.Checks).Name);
        string[] files = ["card.json", "probes.jsonl", "provenance.json", "report.json", "template.json"];
        Assert.Equal(files, Directory.EnumerateFiles(Path.Combine(Root, "three-commas")).Select(file => Path.GetFileName(file)).Order());
    }

    [Fact]
    public void Admit_OfARefusedDraft_IsRefused()
    {
        var draft = Draft("a");
        var refused = Report(draft) with { Checks = [new GateCheck("labelled", false, 0, 1, "0 of 4")] };
        Assert.Contains("labelled", Assert.Throws<LibraryException>(() => Open().Admit(draft, refused)).Message, StringComparison.Ordinal);
        Assert.Throws<LibraryException>(() => Open().Admit(draft, Report(Draft("a") with { Content = "{\"other\":1}" })));
        Assert.False(Directory.Exists(Path.Combine(Root, "a")));
    }

    [Theory]
    [InlineData("template.json")]
    [InlineData("card.json")]
    [InlineData("report.json")]
    [InlineData("probes.jsonl")]
    [InlineData("provenance.json")]
    public void Find_OfAToolWithOneByteChanged_NamesTheFile(string name)
    {
        Admit("a");
        var path = Path.Combine(Root, "a", name);
        var content = File.ReadAllBytes(path);
        content[^2] ^= 1;
        File.WriteAllBytes(path, content);
        var error = Assert.Throws<LibraryException>(() => Open().Find("synth/a"));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Throws<LibraryException>(() => Open().Definitions([]));
    }

    [Fact]
    public void Find_OfAToolWithAFilePutInOrTakenAway_NamesTheFile()
    {
        Admit("a");
        File.WriteAllText(Path.Combine(Root, "a", "more.txt"), "x");
        Assert.Contains("more.txt", Assert.Throws<LibraryException>(() => Open().Find("synth/a")).Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(Root, "a", "more.txt"));
        File.Delete(Path.Combine(Root, "a", "probes.jsonl"));
        Assert.Contains("probes.jsonl", Assert.Throws<LibraryException>(() => Open().Find("synth/a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAHistoryThatWasChanged_Refuses()
    {
        Admit("a");
        Admit("b");
        Admit("c");
        var path = Path.Combine(Root, "history.jsonl");
        var lines = File.ReadAllLines(path);
        foreach (var changed in new[] { lines[1..], [lines[0], lines[2]], [lines[1], lines[0], lines[2]], [lines[0], lines[1].Replace("synth/b", "synth/d", StringComparison.Ordinal), lines[2]], lines[..2] })
        {
            File.WriteAllLines(path, changed);
            Assert.Contains("history.jsonl", Assert.Throws<LibraryException>(Open).Message, StringComparison.Ordinal);
        }

        File.WriteAllLines(path, lines);
        Assert.Equal(3, Open().Tools().Count);
    }

    [Fact]
    public void Open_AfterAStopWithinALine_GoesOnBehindTheLastWholeOne()
    {
        Admit("a");
        File.AppendAllText(Path.Combine(Root, "history.jsonl"), "{\"number\":2,\"ti");
        Assert.Single(Open().History);
        Admit("b");
        Assert.Equal(["synth/a", "synth/b"], Open().Tools().Select(tool => tool.Draft.Id));
    }

    [Fact]
    public void Open_AfterAStopBetweenHistoryAndFolder_FindsTheTool()
    {
        Admit("a");
        var version = Open().Find("synth/a").Version;
        Directory.Move(Path.Combine(Root, "a"), Path.Combine(Root, $".new-a-{version}"));
        Assert.Equal(version, Open().Find("synth/a").Version);
        Admit("b");
        Assert.True(Directory.Exists(Path.Combine(Root, "a")));
    }

    [Fact]
    public void Admit_WhileAnotherWrites_IsRefused()
    {
        Admit("a");
        using (new FileStream(Path.Combine(Root, ".lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Contains("another process", Assert.Throws<LibraryException>(() => Admit("b")).Message, StringComparison.Ordinal);
        Assert.Single(Open().Tools());
    }

    [Fact]
    public void Admit_OfANewVersion_ReplacesTheOldOne()
    {
        Admit("a");
        var old = Open().Find("synth/a").Version;
        var next = Draft("a") with { Content = "{\"check\":\"other\"}" };
        Open().Admit(next, Report(next));
        var read = Open().Find("synth/a");
        Assert.NotEqual(old, read.Version);
        Assert.Equal(next.Hash, read.Draft.Hash);
        Assert.Equal(2, Open().History.Count);
        Open().Admit(next, Report(next));
        Assert.Equal(2, Open().History.Count); // The same once more is nothing new.
    }

    [Fact]
    public void Revoke_TakesOutOfForce_AndKeepsTheFiles()
    {
        Admit("a");
        File.AppendAllText(Path.Combine(Root, "a", "card.json"), " "); // Whatever its files have become.
        var revoked = Open().Revoke("synth/a", "pays for commas");
        Assert.Equal(("revoked", "pays for commas"), (revoked.Kind, revoked.Reason));
        Assert.Empty(Open().Tools());
        Assert.Contains("pays for commas", Assert.Throws<LibraryException>(() => Open().Find("synth/a")).Message, StringComparison.Ordinal);
        Assert.Throws<LibraryException>(() => Open().Revoke("synth/a", "again"));
        Assert.True(File.Exists(Path.Combine(Root, "a", "template.json")));
        Assert.NotNull(Assert.Single(Open().List()).Revoked);
    }

    [Fact]
    public void List_WithoutOrWithAStaleIndex_IsMadeOfTheFolder()
    {
        Admit("a");
        Admit("b");
        var before = Open().List();
        File.WriteAllText(Path.Combine(Root, "index.db"), "no database");
        Assert.Equal(before, Open().List());
        File.Delete(Path.Combine(Root, "index.db"));
        Assert.Equal(["synth/a", "synth/b"], Open().List().Select(tool => tool.Id));
        Assert.Equal(["template", "template"], Open().List().Select(tool => tool.Form));
    }

    [Fact]
    public void Definitions_GoThroughTheMaker_OfTheForm()
    {
        Admit("a");
        var definition = Assert.Single(Open().Definitions([new EchoMaker()]));
        Assert.Equal("synth/a", definition.Draft.Id);
        Assert.Contains("template", Assert.Throws<LibraryException>(() => Open().Definitions([])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LedgerUse_NamesTheRecordsOfATool()
    {
        var ledger = _folder.PathOf("ledger.jsonl");
        File.WriteAllText(ledger, """
            {"row":1,"query":"q1","completion":0,"hash":"x","task":"t","tool":"synth/a","version":"v1","weight":1,"status":"scored","value":1}
            {"row":1,"query":"q1","completion":1,"hash":"x","task":"t","tool":"synth/ab","version":"v1","weight":1,"status":"scored","value":1,"reason":"synth/a"}
            {"row":2,"query":"q2","completion":3,"hash":"x","task":"t","tool":"synth/a","version":"v2","weight":1,"status":"failed"}

            """);
        Assert.Equal(
            [new LedgerUse(ledger, 1, 1, "q1", 0, "v1"), new LedgerUse(ledger, 3, 2, "q2", 3, "v2")], LedgerUse.Of(ledger, "synth/a"));
        Assert.Throws<LibraryException>(() => LedgerUse.Of(_folder.PathOf("none"), "synth/a").ToArray());
    }

    [Fact]
    public void ProbeRows_TakeLabelsInTheirFormsAndSayWhatIsWrong()
    {
        var probes = ProbeRows.Read("""
            {"prompt":"p","reference":"r","completion":"a","label":"right"}
            {"prompt":[{"role":"system","content":"s"},{"role":"user","content":"u"}],"completions":["a","b"],"labels":[1,false]}

            {"good":["a"],"bad":["b","c"]}
            """, "rows");
        Assert.Equal([true, true, false, true, false, false], probes.Select(probe => probe.IsRight));
        Assert.Equal("u", probes[1].Query.Question);
        Assert.Same(probes[1].Query, probes[2].Query);
        foreach (var wrong in new[] { "{", "[1]", "{\"completion\":\"a\"}", "{\"completion\":\"a\",\"label\":2}", "{\"completions\":[\"a\"],\"labels\":[]}", "{\"good\":[1]}" })
            Assert.Contains("rows, line 1", Assert.Throws<LibraryException>(() => ProbeRows.Read(wrong, "rows")).Message, StringComparison.Ordinal);
    }

    private ToolLibrary Open() => ToolLibrary.Open(Root, TimeProvider.System);

    private void Admit(string name) => Open().Admit(Draft(name), Report(Draft(name)));

    private static GateReport Report(ToolDraft draft) => new()
    {
        Id = draft.Id,
        Hash = draft.Hash,
        ToolVersion = "v1",
        Options = new GateOptions(),
        Checks = [new GateCheck("near-misses", true, 1, 1, "all refused")],
    };

    private static ToolDraft Draft(string name) => new()
    {
        Name = name,
        Task = "instruction following",
        Description = "The answer has exactly three commas.",
        Form = DraftForm.Template,
        Content = "{\"check\":\"commas\"}",
        Probes = [new Probe(new Query { Id = "q", Prompt = [new Message("user", "Ü?")], References = ["R"] }, "a,b,c,d", true)],
        Provenance = new Provenance("test", "model", "hash", ["rows.jsonl"]),
    };

    private sealed class EchoMaker : IDraftMaker
    {
        public DraftForm Form => DraftForm.Template;

        public ToolDefinition Define(ToolDraft draft) =>
            new(new ToolCard { Id = draft.Id, Kind = ToolKind.Verifier, Description = draft.Description }, 1, [], (card, _) => throw new ToolException(card.Id));
    }
}
