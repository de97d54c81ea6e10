using System.Text.Json;
using Rlar.Scoring.Doubts;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;
using Rlar.Scoring.Tests.Pipeline;
using Rlar.Scoring.Tests.Run;
using Rlar.Tests;

namespace Rlar.Scoring.Tests.Doubts;

/// <summary>What a run says of rewards that look as if rows had been misread.</summary>
public sealed class DoubtTests : IDisposable
{
    private static readonly CancellationToken s_go = TestContext.Current.CancellationToken;

    // The completion says what becomes of it.
    private static readonly FakeTool s_said = new("said", (completion, _) => Task.FromResult<RewardOutcome>(completion.Text.Trim() switch
    {
        "unscorable" => new RewardOutcome.Unscorable("no reference '7' in row 3"),
        "failed" => new RewardOutcome.Failed("tool", "it broke"),
        var text when double.TryParse(text, out var value) => new RewardOutcome.Scored(value) { Reason = $"read {value}" },
        _ => new RewardOutcome.Scored(0) { Reason = "no number" },
    }));

    private readonly TempFolder _folder = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Doubts_AllLowestInOneShape_NamesToolShapeExampleAndUnreadColumn()
    {
        var run = await RunAsync(
            [.. Rows(5, i => new { id = $"g{i}", prompt = "p", answer = "7", completions = new[] { "1", "0" } }),
            .. Rows(3, i => new { id = $"b{i}", prompt = "p", answer = "7", rubric = new { a = 1 }, completions = new[] { $"word {i}", "0" } })]);
        var doubt = Assert.Single(run.Doubts);
        Assert.Equal((DoubtKind.Lowest, "said", 3L, 3L, true), (doubt.Kind, doubt.Tool, doubt.Groups, doubt.Of, doubt.IsStrong));
        Assert.Equal("answer: text, completions: list, id: text, prompt: text, rubric: object", doubt.Shape);
        Assert.Equal(new DoubtExample(6, "b0", "7", "word 0", "no number"), doubt.Example);
        Assert.Equal("rubric", Assert.Single(doubt.Unread).Name);
        Assert.Empty(_warnings);
    }

    [Theory]
    [InlineData("unscorable", DoubtKind.Unscorable)]
    [InlineData("failed", DoubtKind.Failed)]
    [InlineData("0", DoubtKind.Lowest)]
    public async Task Doubts_ShareOfTheGroups_IsWeakUnlessAllOrUnread(string said, DoubtKind kind)
    {
        var rows = Rows(10, i => new { prompt = "p", completions = i < 4 ? [said, said] : new[] { "1", "0" } });
        var doubt = Assert.Single((await RunAsync(rows)).Doubts);
        Assert.Equal((kind, 4L, 10L, false), (doubt.Kind, doubt.Groups, doubt.Of, doubt.IsStrong));
    }

    [Fact]
    public async Task Doubts_OneCompletionWrongAmongOthers_IsNone()
    {
        Assert.Empty((await RunAsync(Rows(20, i => new { prompt = "p", completion = i % 3 == 0 ? "1" : "0" }))).Doubts);
        Assert.Equal(20, Assert.Single((await RunAsync(Rows(20, i => new { prompt = "p", completion = "0" }))).Doubts).Groups);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(20, 1)]
    public async Task Doubts_OneCompletionWrongBesideUnreadColumns_IsOneWhereNextToNoneIsRight(int every, int doubts)
    {
        var run = await RunAsync(Rows(40, i => new { prompt = "p", completion = i % every == 0 ? "1" : "0", judge = "x" }));
        Assert.Equal(doubts, run.Doubts.Count);
    }

    [Theory]
    [InlineData(7, 3, 0)] // (2/3)^7 is 0.06
    [InlineData(20, 3, 1)]
    [InlineData(7, 1, 1)]
    public async Task Doubts_SmallShapeAllWrong_IsOneUnlessChanceGivesIt(int groups, int every, int doubts)
    {
        var run = await RunAsync(
            [.. Rows(60, i => new { prompt = "p", completion = i % every == 0 ? "1" : "0" }), .. Rows(groups, _ => new { prompt = "p", completion = "0", more = 1 })]);
        Assert.Equal(doubts, run.Doubts.Count(doubt => doubt.Kind == DoubtKind.Lowest));
    }

    [Theory]
    [InlineData(9, "1", "1", null)]
    [InlineData(10, "1", "1", DoubtKind.Highest)]
    [InlineData(10, "0.5", "0.5", DoubtKind.Constant)]
    [InlineData(10, "0.5", "0.25", null)]
    public async Task Doubts_EveryGroupTheSame_OnlyWhereThereAreMany(int groups, string first, string second, DoubtKind? kind)
    {
        var run = await RunAsync(Rows(groups, _ => new { prompt = "p", completions = new[] { first, second } }));
        Assert.Equal(kind, run.Doubts.Select(doubt => (DoubtKind?)doubt.Kind).SingleOrDefault());
    }

    [Fact]
    public async Task Doubts_WhatCanBeSeenOfCompletions_IsCounted()
    {
        const string prompt = "Tell me everything about the moon.", reference = "The moon is a satellite of the earth.";
        var doubt = Assert.Single((await RunAsync(Rows(2, _ => new
        {
            prompt,
            reference,
            completions = new[] { " \n", "<think>never", $"{prompt} It is big.", reference },
        }))).Doubts);
        Assert.Equal(new DoubtSigns(8, 2, 2, 2, 2), doubt.Signs);
    }

    [Fact]
    public async Task Doubts_AnyParallelism_AreTheSame()
    {
        var random = new Random(4);
        string[] said = ["0", "1", "failed", "unscorable", "0.5"];
        var rows = Rows(600, i => new Dictionary<string, object>
        {
            ["prompt"] = "p",
            [$"column{random.Next(300)}"] = i,
            ["completions"] = new[] { said[random.Next(said.Length)], said[random.Next(said.Length)] },
        });
        var one = JsonSerializer.Serialize((await RunAsync(rows, parallelism: 1)).Doubts);
        Assert.Equal(one, JsonSerializer.Serialize((await RunAsync(rows, parallelism: 8)).Doubts));
        Assert.Equal(one, JsonSerializer.Serialize((await RunAsync(rows, parallelism: 3)).Doubts));
    }

    [Fact]
    public async Task Doubts_ManyShapes_AreToldApartUpToABound()
    {
        var run = await RunAsync(Rows(2000, i => new Dictionary<string, object> { ["prompt"] = "p", [$"c{i}"] = 1, ["completions"] = new[] { "0", "0" } }));
        Assert.Equal(DoubtBook.MostCells + 1, run.Doubts.Count);
        var others = Assert.Single(run.Doubts, doubt => doubt.Shape == DoubtBook.OtherShapes);
        Assert.Equal(2000, run.Doubts.Sum(doubt => doubt.Groups));
        Assert.Empty(others.Unread);
    }

    [Fact]
    public async Task Doubts_Several_HaveTheWorstFirst()
    {
        var run = await RunAsync(
            [.. Rows(20, i => new { a = 1, prompt = "p", completions = new[] { "1", "1" } }),
            .. Rows(2, i => new { b = 1, prompt = "p", completions = new[] { "failed", "failed" } }),
            .. Rows(3, i => new { c = 1, prompt = "p", completions = new[] { "0", "0" } }),
            .. Rows(9, i => new { d = 1, prompt = "p", completions = new[] { "0", i < 6 ? "0" : "1" } }),
            .. Rows(9, i => new { prompt = "p", completions = new[] { "0", i < 8 ? "0" : "1" } })]);
        Assert.Equal(
            [(DoubtKind.Lowest, 3L, true), (DoubtKind.Failed, 2L, true), (DoubtKind.Highest, 20L, true), (DoubtKind.Lowest, 6L, true), (DoubtKind.Lowest, 8L, false)],
            run.Doubts.Select(doubt => (doubt.Kind, doubt.Groups, doubt.IsStrong)));
    }

    [Fact]
    public async Task Doubts_OrderOfColumns_IsNoOtherShape()
    {
        var run = await RunAsync(["""{"prompt":"p","completions":["0","0"],"x":true}""", """{"x":false,"completions":["0","0"],"prompt":"p","y":null}"""]);
        Assert.Equal(2, Assert.Single(run.Doubts).Groups);
    }

    [Fact]
    public async Task Run_IdTwice_SaysLinesAndCountOnce()
    {
        var run = await RunAsync(Rows(6, i => new { id = i % 4, prompt = "p", completions = new[] { "0", "1" } }));
        Assert.Equal(new Duplicates(2, 1, 5), run.Duplicates);
        Assert.Contains("in.jsonl:5: this row has the id of line 1; 2 rows have", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TaskThatNoRuleKnows_SaysValuesAndCounts()
    {
        var run = await RunAsync(Rows(6, i => new { task = i < 4 ? "mahts" : i < 5 ? "known" : "other", prompt = "p", completions = new[] { "0", "1" } }));
        Assert.Equal([new UnknownTask("mahts", 4, 1, "fixed"), new UnknownTask("other", 1, 6, "fixed")], run.UnknownTasks);
        var warning = Assert.Single(_warnings);
        Assert.Contains("'mahts' (4, first in line 1, taken for fixed), 'other' (1", warning, StringComparison.Ordinal);
        Assert.Contains("--routes", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"a","prompt":"p{0}","completion":"1"}""", "3 rows have the id of the row before: --group-by id.")]
    [InlineData("""{"prompt":"p","completion":"{0}"}""", "3 rows have the prompt of the row before: --group-by prompt.")]
    [InlineData("""{"prompt":"p{0}","completion":"1"}""", "--group-by COLUMN.")]
    public async Task Run_GroupsOfOne_NamesTheLikelyKey(string row, string key)
    {
        await RunAsync([.. Enumerable.Range(0, 4).Select(i => row.Replace("{0}", $"{i}", StringComparison.Ordinal))], advantages: new CenteredAdvantages());
        var warning = Assert.Single(_warnings);
        Assert.Contains("every group has one completion", warning, StringComparison.Ordinal);
        Assert.EndsWith(key, warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OneGroupOfSeveral_IsNoRunOfGroupsOfOne()
    {
        await RunAsync([.. Rows(5, i => new { prompt = "p", completion = "1" }), .. Rows(1, i => new { prompt = "p", completions = new[] { "1", "0" } })], advantages: new CenteredAdvantages());
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task Run_NothingScored_SaysWhyTheMostFrequentFirst()
    {
        await RunAsync(Rows(5, i => new { prompt = "p", completions = new[] { i == 0 ? "failed" : "unscorable", "unscorable" } }));
        Assert.Collection(
            _warnings,
            first => Assert.EndsWith("not one of 10 completions has a reward.", first, StringComparison.Ordinal),
            second => Assert.Equal("9 unscorable, first in line 1 (row 'line-1'): no reference '7' in row 3", second),
            third => Assert.Equal("1 failed, first in line 1 (row 'line-1'): it broke", third));
    }

    [Theory]
    [InlineData("no number in 'a 12'", "no number in 'it's 7'", true)]
    [InlineData("row 12 has 3 tests", "row 7 has 155 tests", true)]
    [InlineData("the row's reference", "the row's prompt", false)]
    [InlineData("no tests", "no reference", false)]
    public void Kind_NumbersAndQuotes_AreNoOtherReason(string first, string second, bool same) =>
        Assert.Equal(same, MissedRewards.Kind(first) == MissedRewards.Kind(second));

    [Fact]
    public void SeenKeys_BeyondTheBound_StillFindsTheFirst()
    {
        var seen = new SeenKeys();
        for (var i = 0; i < SeenKeys.Capacity + 100; i++)
            seen.Add(RowKey.Of($"{i}"), i + 1);
        Assert.Equal(0, seen.Repeated);
        seen.Add(RowKey.Of($"{SeenKeys.Capacity + 50}"), 9_999_998);
        Assert.Equal(0, seen.Repeated);
        seen.Add(RowKey.Of("41"), 9_999_999);
        Assert.Equal((1, (42L, 9_999_999L)), (seen.Repeated, seen.Example!.Value));
    }

    private static string[] Rows<T>(int count, Func<int, T> row) => [.. Enumerable.Range(0, count).Select(i => JsonSerializer.Serialize(row(i)))];

    private Task<RunStatistics> RunAsync(string[] rows, int parallelism = 2, IAdvantages? advantages = null)
    {
        var files = new RowFiles { Input = _folder.Write("in.jsonl", string.Join('\n', rows)), Output = _folder.PathOf("out.jsonl"), Mode = OutputMode.Restart };
        return new RewardRun(new KnowingRouter(s_said), new RewardRunOptions { Parallelism = parallelism, Advantages = advantages })
            .RunAsync(files, null, _warnings.Add, s_go);
    }

    private sealed class KnowingRouter(IRewardTool tool) : IRouter
    {
        private readonly FixedRouter _router = new(tool);

        public string Version => "1";

        public Route Route(Query query) => _router.Route(query);

        public bool Knows(string hint) => hint == "known";
    }
}
