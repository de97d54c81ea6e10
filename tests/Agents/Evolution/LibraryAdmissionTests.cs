using System.Text.Json;
using Rlar.Agents.Drafts;
using Rlar.Agents.Evolution;
using Rlar.Agents.Gate;
using Rlar.Agents.Library;
using Rlar.Agents.Scouting;
using Rlar.Agents.Scouting.Sources;
using Rlar.Agents.Tests.Scouting;
using Rlar.Inference.Catalog;
using Rlar.Inference.Native;
using Rlar.Rewards.Models;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Evolution;

/// <summary>A reward model from the folder to the library, and the rows that go to it then: real model, gate and library.</summary>
public sealed class LibraryAdmissionTests : IAsyncDisposable
{
    private static readonly Dictionary<string, float> s_polite = new() { ["please"] = 1, ["thanks"] = 1, ["stupid"] = -1, ["rude"] = -1 };

    private readonly TempFolder _folder = new();
    private readonly ModelShelf _shelf = new(1);

    public async ValueTask DisposeAsync()
    {
        await _shelf.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Admit_GoodModel_IsKeptOnceAndRoutedToItsDescription()
    {
        var draft = await ScoutedAsync();
        var library = ToolLibrary.Open(_folder.PathOf("library"), TimeProvider.System);
        var admission = new LibraryAdmission([Maker()], library, new GateOptions(), TimeProvider.System);
        var answer = await admission.AdmitAsync(draft, LabelledProbes.Politeness(20), CancellationToken.None);
        Assert.True(answer.IsAdmitted, answer.Why);
        Assert.Equal(answer.Version, (await admission.AdmitAsync(draft, LabelledProbes.Politeness(20), CancellationToken.None)).Version);
        Assert.Single(library.History);

        // What a person revoked is not admitted again, and a walk's journal does not take it for done.
        Assert.True(admission.Holds($"{draft.Id}@{answer.Version}"));
        var revoked = ToolLibrary.Open(_folder.PathOf("revoked"), TimeProvider.System);
        var again = new LibraryAdmission([Maker()], revoked, new GateOptions(), TimeProvider.System);
        Assert.True((await again.AdmitAsync(draft, LabelledProbes.Politeness(20), CancellationToken.None)).IsAdmitted);
        revoked.Revoke(draft.Id, "it was too kind");
        Assert.False(again.Holds($"{draft.Id}@{answer.Version}"));
        var refused = await again.AdmitAsync(draft, LabelledProbes.Politeness(20), CancellationToken.None);
        Assert.False(refused.IsAdmitted);
        Assert.Contains("it was too kind", refused.Why, StringComparison.Ordinal);

        var router = new LibraryRouter(new Nothing(), ToolLibrary.Open(_folder.PathOf("library"), TimeProvider.System), draft => Maker().Define(draft).Create());
        var row = new Query
        {
            Id = "q",
            Prompt = [new Message("user", "Hello?")],
            TaskHints = ["manners"],
            Metadata = JsonSerializer.SerializeToElement(new { description = "Is the answer polite?" }),
        };
        Assert.Equal(draft.Id, Assert.Single(router.Route(row).Tools).Tool.Card.Id);
        Assert.Equal(draft.Id, Assert.Single(router.Route(row with { TaskHints = ["other"] }).Tools).Tool.Card.Id);
        Assert.Empty(router.Route(row with { Metadata = JsonSerializer.SerializeToElement(new { description = "Is it short?" }) }).Tools);
        // What a row carries is not overruled.
        Assert.Empty(router.Route(row with { Tool = "contains" }).Tools);
    }

    [Fact]
    public async Task Examine_ModelThatIsWrong_IsRefusedByTheCheckThatSaysSo()
    {
        var draft = await ScoutedAsync();
        var gate = new ModelGate(Maker(), new MeasureOptions());
        var swapped = LabelledProbes.Politeness(20).Select(probe => probe with { IsRight = !probe.IsRight }).ToArray();
        Assert.Equal(["above-chance", "above-length", "tasks"], (await gate.ExamineAsync(draft, swapped, CancellationToken.None)).Failed.Select(check => check.Name));
        Assert.Contains((await gate.ExamineAsync(draft, LabelledProbes.Politeness(5), CancellationToken.None)).Failed, check => check.Name == "evidence");

        // One task of two the wrong way round.
        var mixed = LabelledProbes.Politeness(60).Select(probe => int.Parse(probe.Query.Id[1..], System.Globalization.CultureInfo.InvariantCulture) < 12
            ? probe with { IsRight = !probe.IsRight, Query = probe.Query with { TaskHints = ["irony"] } }
            : probe).ToArray();
        var failed = Assert.Single((await gate.ExamineAsync(draft, mixed, CancellationToken.None)).Failed);
        Assert.Equal("tasks", failed.Name);
        Assert.Contains("irony", failed.Reason, StringComparison.Ordinal);

        File.Delete(_folder.PathOf("models/a/vocab.txt"));
        Assert.Equal(["makes"], (await gate.ExamineAsync(draft, swapped, CancellationToken.None)).Failed.Select(check => check.Name));
    }

    [Fact]
    public async Task Admit_DraftThatNobodyMakes_IsRefused()
    {
        var draft = new ToolDraft
        {
            Name = "x",
            Task = "t",
            Description = "d",
            Form = DraftForm.Rubric,
            Content = "{}",
            Provenance = new Provenance("test", null, null, []),
        };
        var library = ToolLibrary.Open(_folder.PathOf("library"), TimeProvider.System);
        var answer = await new LibraryAdmission([Maker()], library, new GateOptions(), TimeProvider.System).AdmitAsync(draft, [], CancellationToken.None);
        Assert.False(answer.IsAdmitted);
        Assert.Empty(library.History);
    }

    private async Task<ToolDraft> ScoutedAsync()
    {
        Assert.SkipUnless(OnnxLibrary.Status.IsAvailable, OnnxLibrary.Status.Reason ?? "");
        BagModel.Write(_folder.PathOf("models/a"), s_polite);
        var scout = new Scout([new FolderSource(_folder.PathOf("models"))], new ScoutPolicy(), Maker(), new ScoutOptions(), TimeProvider.System);
        var answer = await new ScoutAuthor(scout).WriteAsync(new AuthorRequest("manners", "Is the answer polite?", LabelledProbes.Politeness(20)), CancellationToken.None);
        Assert.True(answer.Draft is not null, answer.Why);
        return answer.Draft!;
    }

    private ModelMaker Maker() => new(new LocalModels(ModelCache.Open(_folder.PathOf("cache")), _shelf));

    private sealed class Nothing : IRouter
    {
        public string Version => "1";

        public Route Route(Query query) => new("none", [], 0, "nothing suits");
    }
}
