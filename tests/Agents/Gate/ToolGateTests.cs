using Rlar.Agents.Drafts;
using Rlar.Agents.Gate;

namespace Rlar.Agents.Tests.Gate;

/// <summary>Each check by the flaw that it is for, on one small task.</summary>
public sealed class ToolGateTests
{
    private const string Description = "The answer, trimmed, must be the capital of the prompt's country and nothing else. The reference is that capital.";

    private static readonly (string Country, string Capital)[] s_rows = [("France", "Paris"), ("Japan", "Tokyo"), ("Peru", "Lima"), ("Kenya", "Nairobi")];
    private static readonly ToolDraft s_draft = new()
    {
        Name = "capital",
        Task = "geography",
        Description = Description,
        Form = DraftForm.Script,
        Content = "the rule",
        Needs = DraftNeeds.Reference,
        Provenance = new Provenance("test", null, null, []),
    };

    private static readonly IReadOnlyList<Probe> s_probes =
    [
        .. s_rows.SelectMany(row => new[]
        {
            new Probe(Ask(row), row.Capital, true) { Source = "labelled" },
            new Probe(Ask(row), "Rome", false) { Source = "labelled" },
        }),
    ];

    private static readonly Dictionary<string, Func<string, string, double>> s_flaws = new()
    {
        ["labelled"] = (_, _) => 1,
        ["attacks"] = (text, reference) => text.Trim() == reference || text.Contains("confident", StringComparison.Ordinal) ? 1 : 0,
        ["near-misses"] = (text, reference) => text.Contains(reference, StringComparison.Ordinal) ? 1 : 0,
        ["other-questions"] = (text, _) => s_rows.Any(row => row.Capital == text.Trim()) ? 1 : 0,
        ["length"] = (text, reference) => text.Trim().Length == reference.Length && text.Trim() != "Rome" ? 1 : 0,
        ["invariances"] = (text, reference) => text == reference ? 1 : 0,
        ["range"] = (text, reference) => text.Trim() == reference ? 1 : text.Length > 100 ? -1 : 0,
        ["failures"] = (text, reference) => text.Contains('?', StringComparison.Ordinal) ? throw new FormatException("a mark") : text.Trim() == reference ? 1 : 0,
    };

    public static TheoryData<string> Flaws => [.. s_flaws.Keys];

    [Fact]
    public async Task Examine_OfARightVerifier_PassesEveryCheck()
    {
        var report = await ExamineAsync((text, reference) => text.Trim() == reference ? 1 : 0);
        Assert.True(report.Accepted, string.Join('\n', report.Failed));
        Assert.Equal(ToolGate.Checks, report.Checks.Select(check => check.Name));
        Assert.Equal((4, 4), (report.Right, report.Wrong));
        Assert.Equal(report.ToJson(), GateReport.Parse(report.ToJson()).ToJson());
    }

    [Theory]
    [MemberData(nameof(Flaws))]
    public async Task Examine_OfAFlawedVerifier_NamesTheCheckAndAnExample(string check)
    {
        var report = await ExamineAsync(s_flaws[check]);
        Assert.False(report.Accepted);
        Assert.NotNull(Assert.Single(report.Failed, failed => failed.Name == check).Example);
    }

    [Fact]
    public async Task Examine_OfAVerifierThatKeepsState_IsRefusedForStability()
    {
        var calls = 0;
        var report = await ExamineAsync((text, reference) => text.Trim() == reference || Interlocked.Increment(ref calls) > 500 ? 1 : 0);
        Assert.False(report.Accepted);
    }

    [Fact]
    public async Task Examine_OfQuadraticWork_IsRefusedForCost()
    {
        var report = await ExamineAsync((text, reference) =>
        {
            var same = 0;
            for (var i = 0; i < text.Length; i++)
                same += text.AsSpan(0, i).Count('e') & 1;
            return text.Trim() == reference && same >= 0 ? 1 : 0;
        });
        var cost = Assert.Single(report.Failed);
        Assert.Equal("cost", cost.Name);
    }

    [Fact]
    public async Task Examine_OfACompletionThatMayChooseToBeUnscorable_IsRefused()
    {
        var report = await ExamineAsync(text => text.Trim().Length == 0 ? new RewardOutcome.Unscorable("nothing") : new RewardOutcome.Scored(s_rows.Any(row => row.Capital == text.Trim()) ? 1 : 0));
        Assert.Contains(report.Failed, check => check.Name == "failures");
    }

    [Theory]
    [InlineData("return DateTime.UtcNow.Ticks % 2;", false)]
    [InlineData("return new Random(1).NextDouble();", false)]
    [InlineData("return completion.GetHashCode() & 1;", false)]
    [InlineData("return completion == \"Random text of Now\" ? 1 : 0; // UtcNow", true)]
    [InlineData("return completion == @\"a \"\"Random\" ? 1 : 0; /* GetHashCode */", true)]
    public async Task Examine_OfAScript_ReadsTheNamesInItsCode(string source, bool passes)
    {
        var report = await ExamineAsync((text, reference) => text.Trim() == reference ? 1 : 0, s_draft with { Content = source });
        Assert.Equal(passes, Assert.Single(report.Checks, check => check.Name == "source").Passed);
    }

    [Fact]
    public async Task Examine_WithTooFewLabels_SaysHowManyAreMissing()
    {
        var report = await ExamineAsync((text, reference) => text.Trim() == reference ? 1 : 0, probes: s_probes.Take(2));
        Assert.Equal("evidence", Assert.Single(report.Failed).Name);
        // The author's own probes are no labels of others.
        var own = await ExamineAsync((text, reference) => text.Trim() == reference ? 1 : 0, s_draft with { Probes = s_probes }, probes: []);
        Assert.Equal("evidence", Assert.Single(own.Failed).Name);
    }

    [Fact]
    public async Task Examine_WithADescriptionThatSaysLittle_WantsMoreLabels()
    {
        var draft = s_draft with { Description = "A nice answer.", Needs = DraftNeeds.None };
        var report = await ExamineAsync((text, reference) => text.Trim() == reference ? 1 : 0, draft);
        Assert.Contains("cannot read the task", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_OfAToolThatAgreesNotWithATrustedOne_IsRefused()
    {
        var trusted = new FunctionTool(Card(), text => new RewardOutcome.Scored(s_rows.Any(row => text.Contains(row.Capital, StringComparison.Ordinal)) ? 1 : 0));
        var report = await ExamineAsync(
            (text, reference) => text.Trim() == reference ? 1 : 0, evidence: new GateEvidence { Labelled = s_probes, Trusted = [trusted] }, options: new GateOptions { TrustedAgreement = 1 });
        Assert.Equal("trusted-tools", Assert.Single(report.Failed).Name);
    }

    [Fact]
    public async Task Examine_TwoTimes_GivesTheSameReport()
    {
        var (first, second) = (await ExamineAsync(s_flaws["near-misses"]), await ExamineAsync(s_flaws["near-misses"]));
        // Times are measured, so that the figure of the one check on them may differ.
        Assert.Equal(Without(first).ToJson(), Without(second).ToJson());

        static GateReport Without(GateReport report) => report with { Checks = [.. report.Checks.Where(check => check.Name != "cost")] };
    }

    [Fact]
    public async Task Examine_WhenCancelled_Ends()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await new ToolGate(TimeProvider.System).ExamineAsync(Define(_ => new RewardOutcome.Scored(1)), s_draft, new GateEvidence { Labelled = s_probes }, new GateOptions(), source.Token));
    }

    private static async Task<GateReport> ExamineAsync(
        Func<string, string, double> score, ToolDraft? draft = null, IEnumerable<Probe>? probes = null, GateEvidence? evidence = null, GateOptions? options = null) =>
        await new ToolGate(TimeProvider.System).ExamineAsync(
            new ToolDefinition(Card(), 1, [], (card, _) => new ReferenceTool(card, score)), draft ?? s_draft,
            evidence ?? new GateEvidence { Labelled = [.. probes ?? s_probes] }, options ?? new GateOptions(), TestContext.Current.CancellationToken);

    private static async Task<GateReport> ExamineAsync(Func<string, RewardOutcome> score) => await new ToolGate(TimeProvider.System).ExamineAsync(
        Define(score), s_draft, new GateEvidence { Labelled = s_probes }, new GateOptions(), TestContext.Current.CancellationToken);

    private static ToolDefinition Define(Func<string, RewardOutcome> score) => new(Card(), 1, [], (card, _) => new FunctionTool(card, score));

    private static ToolCard Card() => new() { Id = "synth/capital", Kind = ToolKind.Verifier, Description = Description };

    private static Query Ask((string Country, string Capital) row) =>
        new() { Id = row.Country, Prompt = [new Message("user", $"What is the capital of \"{row.Country}\"?")], References = [row.Capital] };

    private sealed class ReferenceTool(ToolCard card, Func<string, string, double> score) : CompletionTool(card)
    {
        protected override RewardOutcome Score(Query query, Completion completion) => new RewardOutcome.Scored(score(completion.Text, query.References[0]));
    }

    private sealed class FunctionTool(ToolCard card, Func<string, RewardOutcome> score) : CompletionTool(card)
    {
        protected override RewardOutcome Score(Query query, Completion completion) => score(completion.Text);
    }
}
