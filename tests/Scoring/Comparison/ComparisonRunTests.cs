using System.Text.Json;
using Rlar.Scoring.Comparison;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Tests.Pipeline;
using Rlar.Tests;

namespace Rlar.Scoring.Tests.Comparison;

public sealed class ComparisonRunTests : IDisposable
{
    private static readonly CancellationToken s_go = TestContext.Current.CancellationToken;
    private readonly TempFolder _folder = new();

    // A completion is "x y": what each tool says of it, u for unscorable.
    private static FakeTool Word(int index) => new($"word-{index}", (completion, _) => Task.FromResult<RewardOutcome>(
        completion.Text.Split(' ')[index] is var word && word == "u"
            ? new RewardOutcome.Unscorable("u")
            : new RewardOutcome.Scored(double.Parse(word, System.Globalization.CultureInfo.InvariantCulture))));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_Rows_CountsWhatEachSaysAndKeepsTheGreatestDifferences()
    {
        var comparison = await RunAsync(
            2,
            null,
            """{"id":"a","completions":["1 1","0 0","1 0.5","u 1"],"reference":"r"}""",
            """{"id":"b","completions":["1 u","u u","0 1","0.5 0.5"]}""");
        Assert.Equal((2, 8, 6, 6), (comparison.Rows, comparison.Completions, comparison.A.Scored, comparison.B.Scored));
        Assert.Equal((1, 1, 5, 3), (comparison.OnlyAScored, comparison.OnlyBScored, comparison.Agreement.Count, comparison.Agreement.Equal));
        Assert.Equal(4, comparison.Differing);
        Assert.Equal([(1L, 3), (2L, 0)], comparison.Differences.Select(difference => (difference.Line, difference.Completion)));
        Assert.Equal("r", comparison.Differences.First().Reference);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RunAsync_GroupedByAColumn_IsTheRunOfWholeGroups(int seed)
    {
        var random = new Random(seed);
        var groups = Enumerable.Range(0, 20)
            .Select(g => (Id: $"g{g}", Words: Enumerable.Range(0, random.Next(1, 6)).Select(_ => $"{random.Next(3) / 2.0} {random.Next(3) / 2.0}").ToArray())).ToArray();
        var whole = await RunAsync(5, null, [.. groups.Select(group => JsonSerializer.Serialize(new { id = group.Id, completions = group.Words }))]);
        string[] rows = [.. groups.SelectMany(group => group.Words.Select(word => JsonSerializer.Serialize(new { id = group.Id, completion = word })))];
        random.Shuffle(rows);
        var spread = await RunAsync(5, GroupKey.Id, rows);
        Assert.Equal(whole.Starc.Groups, spread.Starc.Groups);
        Assert.Equal(whole.Starc.Distance, spread.Starc.Distance, 10);
        Assert.Equal(whole.Starc.GroupMean, spread.Starc.GroupMean, 10);
        Assert.Equal(whole.Tau!.Value, spread.Tau!.Value, 10);
        Assert.Equal(whole.Agreement.Correlation!.Value, spread.Agreement.Correlation!.Value, 10);
    }

    private Task<ToolComparison> RunAsync(int differences, GroupKey? key, params string[] rows) => new ComparisonRun(Word(0), Word(1), new ComparisonOptions
    {
        Input = _folder.Write("rows.jsonl", string.Join('\n', rows)),
        GroupBy = key,
        Differences = differences,
    }).RunAsync(null, s_go);
}
