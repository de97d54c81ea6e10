using System.Text.Json;
using Rlar.Agents.Critique;
using Rlar.Agents.Drafts;
using Rlar.Agents.Evolution;
using Rlar.Rewards;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Evolution;

public sealed class EvolutionRunTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private EvolutionJournal? _journal;

    public void Dispose()
    {
        _journal?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_TaskWithoutATool_IsWrittenProvedAndShownBeforeAndAfter()
    {
        var report = await Run([Author("ends-badly", "nothing"), Author("good", "done")]).RunAsync([Task("signing", "Every answer holds the word done.", "done")], null, CancellationToken.None);
        var task = Assert.Single(report.Tasks);
        Assert.Equal(TaskOutcome.Admitted, task.Outcome);
        Assert.Equal("no tool is routed to it", task.Need);
        Assert.Equal((0.0, 0, 8), (task.Before.ShareScored, task.Before.Separated, task.Before.Groups));
        Assert.Equal((1.0, 8, 1.0), (task.After!.ShareScored, task.After.Separated, task.After.Agreement!.Value));
        Assert.Equal(4, task.HeldOut!.Groups);
        Assert.Equal([AttemptOutcome.NotSeparating, AttemptOutcome.Admitted], task.Attempts.Select(attempt => attempt.Outcome));
        Assert.StartsWith("synth/good@", task.ToolAfter, StringComparison.Ordinal);
        Assert.Equal(2, report.Steps);
    }

    [Fact]
    public async Task Run_TaskThatIsCovered_AsksNobody()
    {
        var author = Author("good", "done");
        var task = Task("short", "", "done");
        var rows = task.Rows.Select(row => row with { Group = row.Group with { Query = row.Group.Query with { References = ["done"], Tool = "contains" } } });
        var report = await Run([author]).RunAsync([task with { Rows = [.. rows] }], null, CancellationToken.None);
        Assert.Equal((TaskOutcome.Covered, 0, 0), (report.Tasks[0].Outcome, report.Steps, author.Asked.Count));
        Assert.Equal(["contains"], report.Tasks[0].ToolsBefore);
    }

    [Fact]
    public async Task Run_ToolsThatDoNotSeparate_AreANeed()
    {
        var task = Task("short", "Every answer holds the word done.", "done");
        // All completions hold the reference.
        var rows = task.Rows.Select(row => row with { Group = row.Group with { Query = row.Group.Query with { References = ["answer"], Tool = "contains" } } });
        var report = await Run([Author("good", "done")]).RunAsync([task with { Rows = [.. rows] }], null, CancellationToken.None);
        Assert.Contains("two different rewards", report.Tasks[0].Need, StringComparison.Ordinal);
        Assert.Equal(TaskOutcome.Admitted, report.Tasks[0].Outcome);
    }

    [Fact]
    public async Task Run_Gate_RefusesAndTheNextAuthorHearsWhy()
    {
        var (bad, good) = (Author("bad", "1, done"), Author("good", "done"));
        var report = await Run([bad, good]).RunAsync([Task("signing", "Every answer holds the word done.", "done")], null, CancellationToken.None);
        Assert.Equal(AttemptOutcome.Refused, report.Tasks[0].Attempts[0].Outcome);
        Assert.NotNull(report.Tasks[0].Attempts[0].Example);
        Assert.Contains("bad:", Assert.Single(good.Asked[0].Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AuthorsAndGate_SeeDifferentLabels()
    {
        var author = Author("good", "done");
        var gate = new Admission();
        await Run([author], gate).RunAsync([Task("signing", "d", "done")], null, CancellationToken.None);
        var shown = author.Asked[0].Probes.Select(probe => probe.Query.Id).ToHashSet();
        var held = gate.Labelled.Select(probe => probe.Query.Id).ToHashSet();
        Assert.Equal((4, 4), (shown.Count, held.Count));
        Assert.Empty(shown.Intersect(held));
    }

    [Fact]
    public async Task Run_Critic_RefusesBeforeTheGateIsAsked()
    {
        var gate = new Admission();
        var author = Author("lazy", "done", form: DraftForm.Script, content: "double Score(string prompt, string completion) => 1;");
        var report = await Run([author], gate).RunAsync([Task("signing", "d", "done")], null, CancellationToken.None);
        Assert.Equal((TaskOutcome.Unsolved, AttemptOutcome.Criticised), (report.Tasks[0].Outcome, report.Tasks[0].Attempts[0].Outcome));
        Assert.Empty(gate.Labelled);
    }

    [Fact]
    public async Task Run_Again_TakesFinishedTasksFromTheJournal()
    {
        EvolutionTask[] tasks = [Task("one", "d", "done"), Task("two", "d", "ready")];
        var first = await Run([Author("good", "done")]).RunAsync(tasks, null, CancellationToken.None);
        var author = Author("good", "done");
        var second = await Run([author]).RunAsync(tasks, null, CancellationToken.None);
        Assert.Equal((2, 0), (second.Resumed, author.Asked.Count));
        Assert.Equal(JsonSerializer.Serialize(first.Tasks), JsonSerializer.Serialize(second.Tasks));
        Assert.Equal(first.Steps, second.Steps);

        // Other rows are another task.
        var changed = await Run([author]).RunAsync([Task("one", "d", "done", rows: 6)], null, CancellationToken.None);
        Assert.Equal((0, 1), (changed.Resumed, author.Asked.Count));
    }

    [Fact]
    public async Task Run_AfterAKill_GoesOnBehindTheLastWholeLine()
    {
        EvolutionTask[] tasks = [Task("one", "d", "done"), Task("two", "d", "done")];
        await Run([Author("good", "done")]).RunAsync(tasks, null, CancellationToken.None);
        var path = Path.Combine(_folder.PathOf("library"), EvolutionJournal.FileName);
        _journal!.Dispose();
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, bytes[..^20], TestContext.Current.CancellationToken);
        var author = Author("good", "done");
        var report = await Run([author]).RunAsync(tasks, null, CancellationToken.None);
        Assert.Equal((1, 1, 2), (report.Resumed, author.Asked.Count, report.Tasks.Count));
        _journal.Dispose();
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_KilledBetweenAdmissionAndJournal_KnowsWhatItMeasured()
    {
        EvolutionTask[] tasks = [Task("one", "d", "done")];
        var first = await Run([Author("good", "done")]).RunAsync(tasks, null, CancellationToken.None);
        var path = Path.Combine(_folder.PathOf("library"), EvolutionJournal.FileName);
        _journal!.Dispose();
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        await File.WriteAllTextAsync(path, lines[0] + "\n", TestContext.Current.CancellationToken);

        // The library has the tool, and so nobody is asked, and its routes would cover the task.
        var author = Author("good", "done");
        var gate = new Admission { Version = first.Tasks[0].ToolAfter!.Split('@')[1] };
        var report = await Run([author], gate).RunAsync(tasks, null, CancellationToken.None);
        Assert.Equal((1, 0, 1), (report.Resumed, author.Asked.Count, report.Steps));
        Assert.Equal(first.Tasks[0].ToolAfter, report.Tasks[0].ToolAfter);
        Assert.Equal((first.Tasks[0].After, first.Tasks[0].HeldOut), (report.Tasks[0].After, report.Tasks[0].HeldOut));
        Assert.Equal(AttemptOutcome.Admitted, Assert.Single(report.Tasks[0].Attempts).Outcome);
    }

    [Fact]
    public async Task Run_KilledBeforeTheGateHadSpoken_DoesTheTaskAgain()
    {
        EvolutionTask[] tasks = [Task("one", "d", "done")];
        await Run([Author("good", "done")]).RunAsync(tasks, null, CancellationToken.None);
        var path = Path.Combine(_folder.PathOf("library"), EvolutionJournal.FileName);
        _journal!.Dispose();
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, lines[0] + "\n", TestContext.Current.CancellationToken);
        var author = Author("good", "done");
        var report = await Run([author]).RunAsync(tasks, null, CancellationToken.None);
        Assert.Equal((0, 1, TaskOutcome.Admitted), (report.Resumed, author.Asked.Count, report.Tasks[0].Outcome));
    }

    [Fact]
    public void Open_DamagedLineInTheMiddle_IsRefusedWithItsNumber()
    {
        Directory.CreateDirectory(_folder.PathOf("library"));
        File.WriteAllText(Path.Combine(_folder.PathOf("library"), EvolutionJournal.FileName), "{\"no\": 1}\n{}\n");
        Assert.Contains(":1:", Assert.Throws<EvolutionException>(() => EvolutionJournal.Open(_folder.PathOf("library"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StepsUsedUp_LeavesTheRestForAnotherRun()
    {
        EvolutionTask[] tasks = [Task("one", "d", "done"), Task("two", "d", "done")];
        var report = await Run([Author("good", "done")], options: new EvolutionOptions { MostSteps = 1 }).RunAsync(tasks, null, CancellationToken.None);
        Assert.Equal([TaskOutcome.Admitted, TaskOutcome.OutOfSteps], report.Tasks.Select(task => task.Outcome));
        report = await Run([Author("good", "done")], options: new EvolutionOptions { MostSteps = 2 }).RunAsync(tasks, null, CancellationToken.None);
        Assert.Equal([TaskOutcome.Admitted, TaskOutcome.Admitted], report.Tasks.Select(task => task.Outcome));
        Assert.Equal(1, report.Resumed);
    }

    [Fact]
    public async Task Run_Cancelled_ReportsWhatIsFinished()
    {
        using var stop = new CancellationTokenSource();
        var progress = new Told(_ => stop.Cancel());
        var report = await Run([Author("good", "done")]).RunAsync([Task("one", "d", "done"), Task("two", "d", "done")], progress, stop.Token);
        Assert.Equal((true, 1), (report.IsCancelled, report.Tasks.Count));
    }

    [Fact]
    public void Of_Rows_AreGroupedByHintAndDescription()
    {
        static EvolutionRow Row(string id, string? hint, string? description, string? system = null) => new(
            new RolloutGroup(
                new Query
                {
                    Id = id,
                    Prompt = system is null ? [new Message("user", "?")] : [new Message("system", system), new Message("user", "?")],
                    TaskHints = hint is null ? [] : [hint],
                    Metadata = description is null ? null : JsonSerializer.SerializeToElement(new { description }),
                },
                [new Completion("a")]),
            [null]);
        var tasks = TaskGrouping.Of([Row("1", "Sign_Off", "x"), Row("2", null, null), Row("3", "sign off", "x"), Row("4", "sign off", null, "Be brief."), Row("5", null, null)],
            query => query.Id == "5" ? "maths" : null);
        Assert.Equal(["sign off: x", "untitled", "sign off: Be brief.", "mathematics"], tasks.Select(task => task.Key));
        Assert.Equal(["1", "3"], tasks[0].Rows.Select(row => row.Group.Query.Id));
    }

    [Fact]
    public void Of_Rewards_CountTiesAndMissingValuesAsHalf()
    {
        var rows = new[] { new EvolutionRow(new RolloutGroup(new Query { Id = "1", Prompt = [] }, [new Completion("a"), new Completion("b"), new Completion("c")]), [true, false, null]) };
        Assert.Equal(0.5, TaskFigures.Of(rows, [[0.5, 0.5, 1]]).Agreement);
        Assert.Equal(0.5, TaskFigures.Of(rows, [[null, 0.5, 1]]).Agreement);
        Assert.Equal(new TaskFigures(3, 2 / 3.0, 1, 1, 1, 1), TaskFigures.Of(rows, [[1, 0, null]]));
        Assert.Null(TaskFigures.Of([], []).Agreement);
    }

    [Fact]
    public void Open_WhileAnotherWalkIsAtWork_IsRefused()
    {
        using var first = EvolutionJournal.Open(_folder.PathOf("library"));
        var error = Assert.Throws<EvolutionException>(() => EvolutionJournal.Open(_folder.PathOf("library")));
        Assert.Contains("another walk", error.Message, StringComparison.Ordinal);
    }

    private EvolutionJournal Journal()
    {
        _journal?.Dispose();
        return _journal = EvolutionJournal.Open(_folder.PathOf("library"));
    }

    private EvolutionRun Run(IReadOnlyList<IAuthor> authors, Admission? gate = null, EvolutionOptions? options = null) => new(
        new ByName(), authors, new RuleCritic(), [new ContainsMaker()], gate ?? new Admission(), Journal(), options ?? new EvolutionOptions());

    private static EvolutionTask Task(string label, string description, string word, int rows = 8) => new(label, description,
    [
        .. Enumerable.Range(0, rows).Select(index => new EvolutionRow(
            new RolloutGroup(
                new Query { Id = $"{label}-{index}", Prompt = [new Message("user", $"Question {index}?")] },
                [new Completion($"An answer {index}, {word}."), new Completion($"An answer {index}.")]),
            [true, false])),
    ]);

    private static Scripted Author(string name, string word, DraftForm form = DraftForm.Template, string? content = null) => new(name, form, content ?? word);

    // Tools that rows name, as routes do; none for others.
    private sealed class ByName : IRouter
    {
        public string Version => "1";

        public Route Route(Query query) => query.Tool is { } tool
            ? new Route("named", [new RoutedTool(BuiltInTools.Registry.Create(tool), 1)], 1, "named")
            : new Route("none", [], 0, "nothing suits");
    }

    // The word is the content; the tool is the real one, over a reference that the draft brings along.
    private sealed class ContainsMaker : IDraftMaker
    {
        public DraftForm Form => DraftForm.Template;

        public ToolDefinition Define(ToolDraft draft) => new(
            new ToolCard { Id = draft.Id, Kind = ToolKind.Verifier, Description = draft.Description }, 1, [], (card, _) => new Tool(card, draft.Content))
        {
            Facts = [new ToolFact("draft", () => draft.Hash)],
        };

        private sealed class Tool(ToolCard card, string word) : IRewardTool
        {
            private readonly IRewardTool _contains = BuiltInTools.Registry.Create("contains");

            public ToolCard Card { get; } = card;

            public ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken) =>
                _contains.ScoreAsync(group with { Query = group.Query with { References = [word] } }, cancellationToken);
        }
    }

    // Holds the draft's tool against the labels alone; the real gate has its own tests.
    private sealed class Admission : IAdmission
    {
        // The version of the tool that it has, of whatever draft; null for none.
        public string? Version { get; init; }

        string IAdmission.Version => "labels";

        public string? VersionOf(string id, string hash) => Version;

        public IReadOnlyList<Probe> Labelled { get; private set; } = [];

        public async ValueTask<AdmissionAnswer> AdmitAsync(ToolDraft draft, IReadOnlyList<Probe> labelled, CancellationToken cancellationToken)
        {
            Labelled = labelled;
            var tool = new ContainsMaker().Define(draft).Create();
            foreach (var probe in labelled)
            {
                var outcomes = await tool.ScoreAsync(new RolloutGroup(probe.Query, [new Completion(probe.Completion)]), cancellationToken);
                if (outcomes[0] is not RewardOutcome.Scored scored || scored.Value > 0.5 != probe.IsRight)
                    return new AdmissionAnswer(false, "", "labelled: misjudged.", probe.Completion);
            }

            return new AdmissionAnswer(true, tool.Card.Version, "Passed 1 check.");
        }
    }

    private sealed class Scripted(string name, DraftForm form, string content) : IAuthor
    {
        public List<AuthorRequest> Asked { get; } = [];

        public string Name => name;

        public ValueTask<AuthorAnswer> WriteAsync(AuthorRequest request, CancellationToken cancellationToken)
        {
            Asked.Add(request);
            return ValueTask.FromResult(new AuthorAnswer(
                new ToolDraft
                {
                    Name = name,
                    Task = request.Task,
                    Description = request.Description,
                    Form = form,
                    Content = content,
                    Probes = request.Probes,
                    Provenance = new Provenance("test", null, null, []),
                },
                "Written."));
        }
    }

    private sealed class Told(Action<TaskEvolution> told) : IProgress<TaskEvolution>
    {
        public void Report(TaskEvolution value) => told(value);
    }
}
