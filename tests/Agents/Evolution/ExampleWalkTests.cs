using System.Text;
using System.Text.Json;
using Rlar.Agents.Authoring;
using Rlar.Agents.Critique;
using Rlar.Agents.Drafts;
using Rlar.Agents.Evolution;
using Rlar.Agents.Gate;
using Rlar.Agents.Library;
using Rlar.Agents.Routing;
using Rlar.Agents.Templates;
using Rlar.Rewards;
using Rlar.Scoring.Rows;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Evolution;

/// <summary>The example that docs/agents.md walks, with the real author, critic, makers, gate, library and routes.</summary>
public sealed class ExampleWalkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_Example_WritesWhatTemplatesCanSayAndRefusesTheRest()
    {
        var report = await WalkAsync();
        var outcomes = report.Tasks.ToDictionary(task => task.Label, task => task.Outcome);
        Assert.Equal(
            new Dictionary<string, TaskOutcome>
            {
                ["sign off"] = TaskOutcome.Admitted,
                ["botany"] = TaskOutcome.Admitted,
                ["brevity"] = TaskOutcome.Admitted,
                ["mathematics"] = TaskOutcome.Covered,
                ["consolation"] = TaskOutcome.Unsolved,
            },
            outcomes);
        foreach (var task in report.Tasks.Where(task => task.Outcome == TaskOutcome.Admitted))
        {
            Assert.Equal((1.0, 1.0), (task.After!.Agreement, task.HeldOut!.Agreement));
            Assert.Equal(task.After.Groups, task.After.Separated);
        }

        Assert.Equal(AttemptOutcome.NotWritten, Assert.Single(report.Tasks.Single(task => task.Label == "consolation").Attempts).Outcome);

        // The journal knows them; without it the library covers them.
        Assert.Equal(5, (await WalkAsync()).Resumed);
        File.Delete(Path.Combine(_folder.PathOf("library"), EvolutionJournal.FileName));
        var again = await WalkAsync();
        Assert.Equal(4, again.Tasks.Count(task => task.Outcome == TaskOutcome.Covered));
        Assert.All(again.Tasks.Where(task => outcomes[task.Label] == TaskOutcome.Admitted), task => Assert.StartsWith("synth/", Assert.Single(task.ToolsBefore), StringComparison.Ordinal));
    }

    private async Task<EvolutionReport> WalkAsync()
    {
        var parser = new RowParser();
        var rows = File.ReadLines(Path.Combine(SharedData.Repository, "examples", "evolve.jsonl")).Select((line, index) => new EvolutionRow(
            parser.Parse(Encoding.UTF8.GetBytes(line), index + 1, "evolve.jsonl"),
            [.. JsonDocument.Parse(line).RootElement.GetProperty("labels").EnumerateArray().Select(label => (bool?)label.GetBoolean())]));
        IReadOnlyList<IDraftMaker> makers = [new TemplateMaker()];
        var library = ToolLibrary.Open(_folder.PathOf("library"), TimeProvider.System);
        using var journal = EvolutionJournal.Open(_folder.PathOf("library"));
        var run = new EvolutionRun(
            new LibraryRouter(new Router(BuiltInTools.Registry, RouteTable.BuiltIn, ""), library, draft => makers.FirstOrDefault(maker => maker.Form == draft.Form)?.Define(draft).Create()), [new Templates()], new RuleCritic(), makers,
            new LibraryAdmission(makers, library, new GateOptions(), TimeProvider.System), journal, new EvolutionOptions());
        return await run.RunAsync(TaskGrouping.Of(rows), null, TestContext.Current.CancellationToken);
    }

    private sealed class Templates : IAuthor
    {
        public string Name => TemplateAuthor.AgentName;

        public ValueTask<AuthorAnswer> WriteAsync(AuthorRequest request, CancellationToken cancellationToken)
        {
            var authored = new TemplateAuthor().Author(request.Description, request.Probes, request.Task);
            return ValueTask.FromResult(new AuthorAnswer(authored.Draft, authored.Why));
        }
    }
}
