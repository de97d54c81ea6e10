using System.Text.Json;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;
using Rlar.Scoring.Tests.Pipeline;
using Rlar.Tests;

namespace Rlar.Scoring.Tests.Run;

/// <summary>Groups whose completions stand in several rows.</summary>
public sealed class GroupByTests : IDisposable
{
    private static readonly CancellationToken s_go = TestContext.Current.CancellationToken;

    // The number that the completion is; a word has no reward.
    private static readonly FakeTool s_number = new("number", (completion, _) => Task.FromResult<RewardOutcome>(
        double.TryParse(completion.Text, out var value) ? new RewardOutcome.Scored(value) : new RewardOutcome.Unscorable("no number")), kind: ToolKind.Shaper);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    [InlineData(false, 2)]
    [InlineData(true, 3)]
    public async Task RunAsync_RowsInAnyOrder_HaveTheAdvantagesOfTheirGroup(bool isGroupLocal, int seed)
    {
        var random = new Random(seed);
        string[] rows = [.. Enumerable.Range(0, 200).Select(i => JsonSerializer.Serialize(new
        {
            prompt = $"p{random.Next(40)}",
            completions = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(10) == 0 ? "word" : $"{random.Next(100)}"),
        }))];
        var expected = Expected(rows);
        for (var order = 0; order < 3; order++)
        {
            var (files, statistics) = await RunAsync(GroupKey.Prompt, rows, isGroupLocal);
            var found = File.ReadAllLines(files.Output).Select(Advantages).ToArray();
            Assert.Equal(rows.Length, found.Length);
            for (var row = 0; row < rows.Length; row++)
                Assert.Equal(expected[rows[row]], found[row]);
            Assert.Equal(rows.Select(Prompt).Distinct().Count(), statistics.Sizes.Count);
            Assert.Equal(rows.GroupBy(Prompt).Max(group => group.Sum(Completions)), statistics.Sizes.Most);
            random.Shuffle(rows);
        }
    }

    [Fact]
    public async Task RunAsync_OneRowAGroup_IsTheRunWithoutAKey()
    {
        string[] rows = [.. Enumerable.Range(0, 30).Select(i => $$"""{"id":"{{i}}","prompt":"p","completions":["{{i}}","{{i * i % 7}}","word"],"lengths":[1,2,3]}""")];
        var (grouped, with) = await RunAsync(GroupKey.Id, rows, isGroupLocal: true);
        var lines = File.ReadAllLines(grouped.Output);
        var (plain, without) = await RunAsync(null, rows, isGroupLocal: true);
        Assert.Equal(File.ReadAllLines(plain.Output), lines);
        Assert.Equal((without.ZeroVarianceGroups, without.Sizes.Median), (with.ZeroVarianceGroups, with.Sizes.Median));
    }

    [Theory]
    [InlineData("id", """{"id":"a","prompt":"p","completion":"1"}""", """{"id":"a","prompt":"q","completion":"3"}""", true)]
    [InlineData("id", """{"id":"a","prompt":"p","completion":"1"}""", """{"id":"b","prompt":"p","completion":"3"}""", false)]
    [InlineData("prompt", """{"question":"p","completion":"1"}""", """{"prompt":[{"role":"user","content":"p"}],"completion":"3"}""", true)]
    [InlineData("prompt", """{"prompt":[{"role":"user","content":"ab"},{"role":"user","content":"c"}],"completion":"1"}""", """{"prompt":[{"role":"user","content":"a"},{"role":"user","content":"bc"}],"completion":"3"}""", false)]
    [InlineData("uid", """{"uid":7,"prompt":"p","completion":"1"}""", """{"prompt":"q","completion":"3","uid":7}""", true)]
    [InlineData("uid", """{"uid":7,"prompt":"p","completion":"1"}""", """{"prompt":"p","completion":"3","uid":"7"}""", false)]
    [InlineData("extra_info.index", """{"extra_info":{"split":{"index":1},"index":4},"prompt":"p","completion":"1"}""", """{"extra_info":{"index":4},"prompt":"q","completion":"3"}""", true)]
    [InlineData("a.b", """{"a":{"b":1},"a.b":2,"prompt":"p","completion":"1"}""", """{"a.b":2,"a":{"b":3},"prompt":"q","completion":"3"}""", true)]
    public async Task RunAsync_Key_TellsTheRowsOfAGroup(string key, string first, string second, bool isOne)
    {
        var (files, statistics) = await RunAsync(GroupKey.Of(key), [first, second], isGroupLocal: true);
        Assert.Equal(isOne ? ["[-1]", "[1]"] : ["[0]", "[0]"], File.ReadAllLines(files.Output).Select(Advantages));
        Assert.Equal(isOne ? 1 : 2, statistics.Sizes.Count);
    }

    [Theory]
    [InlineData("id", """{"prompt":"p","completion":"1"}""")]
    [InlineData("uid", """{"prompt":"p","completion":"1"}""")]
    [InlineData("uid", """{"prompt":"p","completion":"1","uid":null}""")]
    [InlineData("uid", """{"prompt":"p","completion":"1","uid":[1]}""")]
    [InlineData("a.b", """{"prompt":"p","completion":"1","a":"b"}""")]
    public async Task RunAsync_RowWithoutTheKey_IsRefusedWithItsLine(string key, string row)
    {
        var good = """{"id":"x","uid":1,"a":{"b":1},"prompt":"p","completion":"1"}""";
        var error = await Assert.ThrowsAsync<InputException>(() => RunAsync(GroupKey.Of(key), [good, row], isGroupLocal: true));
        Assert.Equal(2, error.Line);
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.Contains("--group-by", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_ToolThatComparesSiblings_IsNotAskedAboutPartsOfAGroup(bool skipsBadRows)
    {
        var run = new RewardRun(new FixedRouter(new Rank()), new RewardRunOptions { Advantages = new CenteredAdvantages() });
        var files = Files(GroupKey.Prompt, ["""{"prompt":"p","completion":"1"}"""]) with { SkipsBadRows = skipsBadRows };
        var error = await Assert.ThrowsAsync<InputException>(() => run.RunAsync(files, null, null, s_go));
        Assert.Contains("rank compares the completions of a group", error.Message, StringComparison.Ordinal);
        Assert.Contains("jq", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_StoppedAndResumed_GivesTheRowsOfOneRun()
    {
        string[] rows = [.. Enumerable.Range(0, 50).Select(i => $$"""{"prompt":"p{{i % 7}}","completion":"{{i}}"}""")];
        var (whole, _) = await RunAsync(GroupKey.Prompt, rows, isGroupLocal: true);
        var expected = File.ReadAllLines(whole.Output);
        File.Delete(whole.Output);

        var broken = Files(GroupKey.Prompt, [.. rows[..30], "no row"]);
        await Assert.ThrowsAsync<InputException>(() => Run(isGroupLocal: true).RunAsync(broken, null, null, s_go));
        var other = Files(GroupKey.Id, rows) with { Mode = OutputMode.Resume };
        await Assert.ThrowsAsync<OutputException>(() => Run(isGroupLocal: true).RunAsync(other, null, null, s_go));
        await Run(isGroupLocal: true).RunAsync(Files(GroupKey.Prompt, rows) with { Mode = OutputMode.Resume }, null, null, s_go);
        Assert.Equal(expected, File.ReadAllLines(whole.Output));
    }

    [Fact]
    public async Task RunAsync_ExtendedAndRetried_GroupsKeptRowsWithNewOnes()
    {
        string[] rows = [.. Enumerable.Range(0, 20).Select(i => $$"""{"prompt":"p{{i % 3}}","completion":"{{i}}"}""")];
        var (whole, _) = await RunAsync(GroupKey.Prompt, rows, isGroupLocal: true);
        var expected = File.ReadAllLines(whole.Output);
        await RunAsync(GroupKey.Prompt, rows[..11], isGroupLocal: true);
        var statistics = await Run(isGroupLocal: true).RunAsync(Files(GroupKey.Prompt, rows) with { Mode = OutputMode.Extend }, null, null, s_go);
        Assert.Equal(expected, File.ReadAllLines(whole.Output));
        Assert.Equal((3, 7), (statistics.Sizes.Count, statistics.Sizes.Most));

        var isBroken = true;
        var tool = new FakeTool("number", (completion, _) => Task.FromResult<RewardOutcome>(isBroken && completion.Text is ("4" or "17")
            ? new RewardOutcome.Failed("tool", "broken")
            : new RewardOutcome.Scored(double.Parse(completion.Text, System.Globalization.CultureInfo.InvariantCulture))), kind: ToolKind.Shaper);
        RewardRun Mended() => new(new FixedRouter(tool), new RewardRunOptions { Advantages = new CenteredAdvantages() });
        await Mended().RunAsync(Files(GroupKey.Prompt, rows) with { Mode = OutputMode.Restart }, null, null, s_go);
        Assert.NotEqual(expected, File.ReadAllLines(whole.Output));
        isBroken = false;
        await Mended().RunAsync(Files(GroupKey.Prompt, rows) with { Mode = OutputMode.RetryFailed }, null, null, s_go);
        Assert.Equal(expected.Select(Advantages), File.ReadAllLines(whole.Output).Select(Advantages));
    }

    [Fact]
    public async Task RunAsync_ToAStream_IsRefused()
    {
        var files = Files(GroupKey.Prompt, ["""{"prompt":"p","completion":"1"}"""]) with { Output = "-", StandardOutput = Stream.Null };
        await Assert.ThrowsAsync<OutputException>(() => Run(isGroupLocal: true).RunAsync(files, null, null, s_go));
    }

    private RowFiles Files(GroupKey? key, string[] rows) =>
        new() { Input = _folder.Write("in.jsonl", string.Join('\n', rows)), Output = _folder.PathOf("out.jsonl"), GroupBy = key };

    private async Task<(RowFiles Files, RunStatistics Statistics)> RunAsync(GroupKey? key, string[] rows, bool isGroupLocal)
    {
        var files = Files(key, rows) with { Mode = OutputMode.Restart };
        return (files, await Run(isGroupLocal).RunAsync(files, null, null, s_go));
    }

    private static RewardRun Run(bool isGroupLocal) =>
        new(new FixedRouter(s_number), new RewardRunOptions { Advantages = new CenteredAdvantages(isGroupLocal), Parallelism = 3 });

    // Of each row, by hand.
    private static Dictionary<string, string> Expected(string[] rows)
    {
        var expected = new Dictionary<string, string>();
        foreach (var group in rows.GroupBy(Prompt))
        {
            double?[] Rewards(string row) =>
                [.. JsonDocument.Parse(row).RootElement.GetProperty("completions").EnumerateArray().Select(c => double.TryParse(c.GetString(), out var v) ? v : (double?)null)];
            var mean = group.SelectMany(Rewards).Where(reward => reward is not null).DefaultIfEmpty(0).Average();
            foreach (var row in group)
                expected[row] = Rounded(Rewards(row).Select(reward => reward - mean));
        }

        return expected;
    }

    private static string Prompt(string row) => JsonDocument.Parse(row).RootElement.GetProperty("prompt").GetString()!;

    private static int Completions(string row) => JsonDocument.Parse(row).RootElement.GetProperty("completions").GetArrayLength();

    // The order of a sum is the order of the rows: the last bits differ.
    private static string Advantages(string line) => Rounded(JsonDocument.Parse(line).RootElement.GetProperty("advantages").EnumerateArray()
        .Select(value => value.ValueKind == JsonValueKind.Null ? (double?)null : value.GetDouble()));

    private static string Rounded(IEnumerable<double?> values) =>
        $"[{string.Join(",", values.Select(value => value is null ? "null" : $"{Math.Round(value.Value, 9) + 0.0}"))}]";

    private sealed class Rank : IRewardTool
    {
        public ToolCard Card { get; } = new() { Id = "rank", Kind = ToolKind.Judge, Description = "", Version = "1", ComparesSiblings = true };

        public ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<RewardOutcome>>([.. group.Completions.Select(_ => new RewardOutcome.Scored(1))]);
    }
}
