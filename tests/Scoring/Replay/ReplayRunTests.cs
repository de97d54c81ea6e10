using Rlar.Scoring.Replay;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;
using Rlar.Scoring.Tests.Pipeline;
using Rlar.Tests;

namespace Rlar.Scoring.Tests.Replay;

/// <summary>A run, and what today's tools say of its completions.</summary>
public sealed class ReplayRunTests : IDisposable
{
    private static readonly CancellationToken s_go = TestContext.Current.CancellationToken;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_SameTool_FlipsNothing()
    {
        await ScoreAsync(Length(0), Rows(40));
        var (summary, flips) = await ReplayAsync(Length(0));
        Assert.Empty(flips);
        Assert.Equal((1, 1, 40, 80, 0, 0, 0), (summary.Run, summary.Runs, summary.Rows, summary.Compared, summary.Flips, summary.Failed, summary.BadRows));
    }

    [Fact]
    public async Task RunAsync_ToolThatChanged_ListsExactlyWhatFlippedWithBothReasons()
    {
        await ScoreAsync(Length(0), Rows(40));
        var (summary, flips) = await ReplayAsync(Length(3)); // texts of length 3 are others now
        Assert.Equal(summary.Flips, flips.Count);
        Assert.Equal(Enumerable.Range(0, 40).Where(i => i % 5 == 3).Select(i => i + 1L), flips.Select(flip => flip.Line));
        var first = flips[0];
        Assert.Equal(("id3", 0, "xxx", "r"), (first.Id, first.Completion, first.Text, first.Reference));
        Assert.Equal(new RewardOutcome.Scored(3) { Reason = "length 3" }, first.Then);
        Assert.Equal(new RewardOutcome.Unscorable("3 is none"), first.Now);
    }

    [Theory]
    [InlineData(0, 80)]
    [InlineData(0.5, 80)]
    [InlineData(1, 0)]
    public async Task RunAsync_Tolerance_LetsNearValuesBe(double tolerance, int flipped)
    {
        await ScoreAsync(Length(0), Rows(40));
        var (_, flips) = await ReplayAsync(Length(0, add: 1), tolerance: tolerance);
        Assert.Equal(flipped, flips.Count);
    }

    [Fact]
    public async Task RunAsync_AnotherTool_IsHeldAgainstTheOnlyOneOfThen()
    {
        await ScoreAsync(Length(0), Rows(10));
        var (routed, none) = await ReplayAsync(FakeTool.Of("other", 1));
        Assert.Empty(none);
        Assert.Equal((0, 20), (routed.Compared, routed.NotAsked["length"]));
        var (instead, flips) = await ReplayAsync(FakeTool.Of("other", 1), asIs: true);
        Assert.Equal(20, instead.Compared);
        Assert.All(flips, flip => Assert.Equal(("length", "other"), (flip.ThenTool, flip.NowTool)));
        Assert.NotEmpty(flips);
    }

    [Fact]
    public async Task RunAsync_LedgerOfSeveralRuns_IsTheLastUnlessAnotherIsAskedFor()
    {
        await ScoreAsync(Length(0), Rows(1));
        await ScoreAsync(Length(0, add: 1), Rows(1));
        await ScoreAsync(Length(0, add: 2), Rows(3));
        foreach (var (run, add, rows) in new[] { (1, 0, 1), (2, 1, 1), (3, 2, 3) })
        {
            var (summary, flips) = await ReplayAsync(Length(0, add), run: run);
            Assert.Empty(flips);
            Assert.Equal((run, 3, rows), (summary.Run, summary.Runs, summary.Rows));
        }

        Assert.Equal(3, (await ReplayAsync(Length(0))).Summary.Run);
        Assert.Contains("no run 4", (await Assert.ThrowsAsync<InputException>(() => ReplayAsync(Length(0), run: 4))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xx", "xy", "completion 1 is another text")]
    [InlineData("\"id2\"", "\"idx\"", "row 'idx' stands where line 3 of the ledger has 'id2'")]
    public async Task RunAsync_OtherRows_AreRefusedWithTheirLine(string part, string other, string message)
    {
        string[] rows = ["""{"id":"id1","prompt":"p","completions":["x","xxx"]}""", """{"id":"id2","prompt":"p","completions":["y","xx"]}"""];
        await ScoreAsync(Length(0), rows);
        _folder.Write("in.jsonl", string.Join('\n', rows[0], rows[1].Replace(part, other, StringComparison.Ordinal)));
        var error = await Assert.ThrowsAsync<InputException>(() => ReplayAsync(Length(0)));
        Assert.Equal(2, error.Line);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        _folder.Write("in.jsonl", rows[0]);
        Assert.Contains("it ends after 1 rows", (await Assert.ThrowsAsync<InputException>(() => ReplayAsync(Length(0)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_BadRowsAndRowsWithoutATool_ArePassedOver()
    {
        string[] rows = ["""{"id":"a","prompt":"p","completions":["x"],"task":"none"}""", "no row", """{"id":"b","prompt":"p","completions":["xx"]}"""];
        var files = Files(rows) with { SkipsBadRows = true };
        await new RewardRun(new Picky(Length(0))).RunAsync(files, null, null, s_go);
        var (summary, flips) = await ReplayAsync(Length(0, add: 1));
        Assert.Equal(("b", 3L), (Assert.Single(flips).Id, flips[0].Line));
        Assert.Equal((1, 1), (summary.Rows, summary.BadRows));
    }

    [Fact]
    public async Task RunAsync_TornLastRecord_IsLeftOutAndAnyOtherFileRefused()
    {
        await ScoreAsync(Length(0), Rows(4));
        var ledger = _folder.PathOf("run.ledger");
        File.WriteAllText(ledger, File.ReadAllText(ledger)[..^20]);
        Assert.Equal(7, (await ReplayAsync(Length(0))).Summary.Compared);
        File.WriteAllText(ledger, "{\"a\":1}\n{\"a\":1}\n");
        Assert.Equal(1, (await Assert.ThrowsAsync<InputException>(() => ReplayAsync(Length(0)))).Line);
        File.WriteAllText(ledger, "{\"row\":1,");
        Assert.Contains("no verdict", (await Assert.ThrowsAsync<InputException>(() => ReplayAsync(Length(0)))).Message, StringComparison.Ordinal);
    }

    private static string[] Rows(int count) =>
        [.. Enumerable.Range(0, count).Select(i => $$"""{"id":"id{{i}}","prompt":"p","reference":"r","completions":["{{new string('x', i % 5)}}","xxxxxxx"]}""")];

    // The length of a text, but one length has none.
    private static FakeTool Length(int except, int add = 0) => new("length", (completion, _) => Task.FromResult<RewardOutcome>(
        completion.Text.Length == except && except > 0
            ? new RewardOutcome.Unscorable($"{except} is none")
            : new RewardOutcome.Scored(completion.Text.Length + add) { Reason = $"length {completion.Text.Length}" }));

    private RowFiles Files(string[] rows) => new()
    {
        Input = _folder.Write("in.jsonl", string.Join('\n', rows)),
        Output = _folder.PathOf("out.jsonl"),
        Ledger = _folder.PathOf("run.ledger"),
        Mode = OutputMode.Restart,
    };

    private Task<RunStatistics> ScoreAsync(FakeTool tool, string[] rows) => new RewardRun(new FixedRouter(tool)).RunAsync(Files(rows), null, null, s_go);

    private async Task<(ReplaySummary Summary, List<Flip> Flips)> ReplayAsync(FakeTool tool, double tolerance = 0, int? run = null, bool asIs = false)
    {
        var flips = new List<Flip>();
        var options = new ReplayOptions { Ledger = _folder.PathOf("run.ledger"), Input = _folder.PathOf("in.jsonl"), Tolerance = tolerance, Run = run };
        var replay = new ReplayRun(new FixedRouter(tool), asIs ? [tool] : [], options);
        return (await replay.RunAsync(flips.Add, null, s_go), flips);
    }

    private sealed class Picky(IRewardTool tool) : IRouter
    {
        private readonly FixedRouter _router = new(tool);

        public string Version => "1";

        public Route Route(Query query) => query.TaskHints.Count > 0 ? new Route("none", [], 0, "none suits") : _router.Route(query);
    }
}
