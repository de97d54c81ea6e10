using System.Text;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;
using Rlar.Tests;

namespace Rlar.Scoring.Tests.Run;

/// <summary>The run as a library: own tool, own estimator, no files, no console.</summary>
public sealed class RewardRunTests : IDisposable
{
    private static readonly CancellationToken s_go = TestContext.Current.CancellationToken;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ScoreAsync_Groups_ComeOutInOrderWithRewards()
    {
        var run = new RewardRun(new FixedRouter(new LengthTool()), new RewardRunOptions { Parallelism = 4 });
        var seen = new List<string>();
        await foreach (var scored in run.ScoreAsync(Groups(50), s_go))
        {
            Assert.Null(scored.Advantages);
            Assert.Equal([1, 2], scored.Rewards);
            seen.Add(scored.Group.Query.Id);
        }

        Assert.Equal(Groups(50).Select(group => group.Query.Id), seen);
        var one = await run.ScoreAsync(Groups(1).Single(), s_go);
        Assert.Equal([1, 2], one.Rewards);
    }

    [Fact]
    public async Task ScoreAsync_LocalAdvantages_AreThereForOneGroup()
    {
        var run = new RewardRun(new FixedRouter(new LengthTool()), new RewardRunOptions { Advantages = new CountingAdvantages(isGroupLocal: true) });
        Assert.Equal([1, 1], Values(await run.ScoreAsync(Groups(1).Single(), s_go)));
    }

    [Theory]
    [InlineData(0, "5 5 5 5 5")]
    [InlineData(2, "2 2 2 2 1")]
    [InlineData(5, "5 5 5 5 5")]
    [InlineData(9, "5 5 5 5 5")]
    public async Task ScoreAsync_AdvantagesOfABatch_SeeWholeBatches(int size, string expected)
    {
        var options = new RewardRunOptions { Advantages = new CountingAdvantages(isGroupLocal: false), BatchGroups = size };
        var run = new RewardRun(new FixedRouter(new LengthTool()), options);
        var sizes = new List<double?>();
        await foreach (var scored in run.ScoreAsync(Slowly(Groups(5)), s_go))
            sizes.Add(Values(scored)[0]);
        Assert.Equal(expected, string.Join(' ', sizes));
        Assert.Null((await run.ScoreAsync(Groups(1).Single(), s_go)).Advantages);
    }

    [Theory]
    [InlineData]
    [InlineData(2, 2)]
    [InlineData(3)]
    [InlineData(-1)]
    public async Task Advantages_NotAsManyAsAskedFor_AreAnError(params int[] counts)
    {
        IAdvantages Broken(bool isGroupLocal) => new BrokenAdvantages(() => counts.Select(count => count < 0 ? null! : (GroupAdvantages)new GroupAdvantages.ByCompletion(new double?[count]))) { IsGroupLocal = isGroupLocal };
        foreach (var options in new[] { new RewardRunOptions { Advantages = Broken(false) }, new RewardRunOptions { Advantages = Broken(false), BatchGroups = 1 }, new RewardRunOptions { Advantages = Broken(true) } })
        {
            var run = new RewardRun(new FixedRouter(new LengthTool()), options);
            var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await run.ScoreAsync(Groups(1), s_go).ToListAsync(s_go));
            Assert.Contains("The estimator gave advantages for", error.Message, StringComparison.Ordinal);
            var files = new RowFiles { Input = _folder.Write("in.jsonl", Row), Output = _folder.PathOf("out.jsonl"), Mode = OutputMode.Restart };
            error = await Assert.ThrowsAsync<InvalidOperationException>(() => run.RunAsync(files, null, null, s_go));
            Assert.Contains("The estimator gave advantages for", error.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(files.Output));
        }
    }

    [Fact]
    public async Task ScoreAsync_NullAmongGroups_IsNotTheirEnd()
    {
        var run = new RewardRun(new FixedRouter(new LengthTool()));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await run.ScoreAsync([.. Groups(1), null!, .. Groups(1)], s_go).ToListAsync(s_go));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await run.ScoreAsync(Slowly([.. Groups(1), null!, .. Groups(1)]), s_go).ToListAsync(s_go));
    }

    [Fact]
    public async Task ScoreAsync_SourceThatWaits_IsToldWhenNobodyReadsOn()
    {
        var source = System.Threading.Channels.Channel.CreateUnbounded<RolloutGroup>();
        await source.Writer.WriteAsync(Groups(1).Single(), s_go);
        var run = new RewardRun(new FixedRouter(new LengthTool()));
        async Task First()
        {
            await foreach (var scored in run.ScoreAsync(source.Reader.ReadAllAsync(CancellationToken.None), s_go))
                break;
        }

        await First().WaitAsync(TimeSpan.FromSeconds(30), s_go);
    }

    [Fact]
    public async Task RunAsync_Streams_GoInAndOutAndAreLeftOpen()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("{\"id\":\"a\",\"prompt\":\"p\",\"completions\":[\"x\",\"xy\"]}\nno row\n"));
        using var output = new MemoryStream();
        var warnings = new List<string>();
        var progress = new Seen();
        var run = new RewardRun(new FixedRouter(new LengthTool()));
        var statistics = await run.RunAsync(
            new RowFiles { Input = "-", StandardInput = input, Output = "-", StandardOutput = output, SkipsBadRows = true }, progress, warnings.Add, s_go);
        Assert.Equal((1, 2, 1), (statistics.Groups, statistics.Completions, statistics.SkippedRows));
        Assert.Contains("stdin:2", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(new RunProgress(2, 2, input.Length), progress.Last);
        Assert.StartsWith("{\"id\":\"a\",", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
        Assert.True(input.CanRead && output.CanWrite);
    }

    [Fact]
    public async Task RunAsync_WholeInputToAStream_IsRefused()
    {
        var run = new RewardRun(new FixedRouter(new LengthTool()), new RewardRunOptions { Advantages = new CountingAdvantages(isGroupLocal: false) });
        var files = new RowFiles { Input = "-", StandardInput = Stream.Null, Output = "-", StandardOutput = Stream.Null };
        await Assert.ThrowsAsync<OutputException>(() => run.RunAsync(files, null, null, s_go));
    }

    [Fact]
    public async Task RunAsync_ResumedInTheMiddleOfTheFirstPass_KeepsLengths()
    {
        static string Row(int i) => $$"""{"id":"{{i}}","prompt":"p","completions":["x","xy"],"lengths":[{{i}},3]}""";
        var options = new RewardRunOptions { Advantages = new LengthAdvantages() };
        var files = new RowFiles { Input = _folder.Write("in.jsonl", Row(1), Row(2), "no row"), Output = _folder.PathOf("out.jsonl"), Mode = OutputMode.Resume };
        await Assert.ThrowsAsync<InputException>(() => new RewardRun(new FixedRouter(new LengthTool()), options).RunAsync(files, null, null, s_go));
        _folder.Write("in.jsonl", Row(1), Row(2), Row(3));
        var statistics = await new RewardRun(new FixedRouter(new LengthTool()), options).RunAsync(files, null, null, s_go);
        Assert.Equal(2, statistics.ResumedRows);
        Assert.Equal(["[1,3]", "[2,3]", "[3,3]"], _folder.Lines("out.jsonl").Select(row => System.Text.Json.JsonDocument.Parse(row).RootElement.GetProperty("advantages").GetRawText()));
    }

    [Fact]
    public async Task RunAsync_WholeInput_DoesNotReplaceItsInput()
    {
        var path = _folder.Write("in.jsonl", Row);
        var error = await Assert.ThrowsAsync<OutputException>(() => WholeAsync(new RowFiles { Input = path, Output = path }));
        Assert.Contains("replace the input", error.Message, StringComparison.Ordinal);
        Assert.Equal([Row], _folder.Lines("in.jsonl"));
    }

    [Theory]
    [InlineData("out.jsonl.part", OutputMode.New, "left")]
    [InlineData("out.jsonl.part", OutputMode.Resume, "cannot be told")]
    [InlineData("out.jsonl.rewards", OutputMode.New, "left")]
    [InlineData("out.jsonl.rewards", OutputMode.Resume, "cannot be told")]
    public async Task RunAsync_WholeInput_DoesNotThrowAwayWhatIsNotItsOwn(string file, OutputMode mode, string message)
    {
        _folder.Write(file, "of another run");
        var files = new RowFiles { Input = _folder.Write("in.jsonl", Row), Output = _folder.PathOf("out.jsonl"), Mode = mode };
        var error = await Assert.ThrowsAsync<OutputException>(() => WholeAsync(files));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(["of another run"], _folder.Lines(file));
        await WholeAsync(files with { Mode = OutputMode.Restart });
        Assert.Equal(["in.jsonl", "out.jsonl", "out.jsonl.run"], Directory.GetFiles(_folder.PathOf("")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task RunAsync_StoppedInTheSecondPass_GoesOnOnlyAsTheSameRun()
    {
        var files = new RowFiles { Input = _folder.Write("in.jsonl", Row), Output = _folder.PathOf("out.jsonl"), Mode = OutputMode.Resume };
        await Assert.ThrowsAsync<IOException>(() => WholeAsync(files, new BrokenAdvantages(() => throw new IOException("no more"))));
        var error = await Assert.ThrowsAsync<OutputException>(() => WholeAsync(files with { Columns = ColumnMap.Parse("id=name") }, new BrokenAdvantages(() => [])));
        Assert.Contains("comes from another run", error.Message, StringComparison.Ordinal);
        var tool = new LengthTool();
        await new RewardRun(new FixedRouter(tool), new RewardRunOptions { Advantages = new CountingAdvantages(isGroupLocal: false) { Version = "broken" } }).RunAsync(files, null, null, s_go);
        Assert.Equal(0, tool.Calls);
        Assert.Equal(["in.jsonl", "out.jsonl", "out.jsonl.run"], Directory.GetFiles(_folder.PathOf("")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        // And a complete one is complete.
        var warnings = new List<string>();
        await WholeAsync(files, new CountingAdvantages(isGroupLocal: false) { Version = "broken" }, warnings.Add);
        Assert.Contains("complete already", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(RewardRunOptions.GreatestParallelism + 1)]
    public void RewardRunOptions_OutOfRange_IsRefused(int parallelism)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RewardRunOptions { Parallelism = parallelism });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RewardRunOptions { BatchGroups = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowFiles { Input = "a", Output = "b", MaxLineBytes = 0 });
    }

    private const string Row = """{"id":"a","prompt":"p","completions":["x","xy"]}""";

    private static Task<RunStatistics> WholeAsync(RowFiles files, IAdvantages? advantages = null, Action<string>? warn = null) =>
        new RewardRun(new FixedRouter(new LengthTool()), new RewardRunOptions { Advantages = advantages ?? new CountingAdvantages(isGroupLocal: false) })
            .RunAsync(files, null, warn, s_go);

    private static IReadOnlyList<double?> Values(ScoredGroup scored) => Assert.IsType<GroupAdvantages.ByCompletion>(scored.Advantages).Values;

    private static IEnumerable<RolloutGroup> Groups(int count) => Enumerable.Range(0, count).Select(i =>
        new RolloutGroup(new Query { Id = $"q{i}", Prompt = [] }, [new Completion("x"), new Completion("xy")]));

    private static async IAsyncEnumerable<RolloutGroup> Slowly(IEnumerable<RolloutGroup> groups)
    {
        foreach (var group in groups)
        {
            await Task.Yield();
            yield return group;
        }
    }

    private sealed class LengthTool : IRewardTool
    {
        private int _calls;

        public ToolCard Card { get; } = new() { Id = "mine", Kind = ToolKind.Shaper, Description = "How long.", Version = "1" };

        internal int Calls => _calls;

        public ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            return new([.. group.Completions.Select(completion => new RewardOutcome.Scored(completion.Text.Length))]);
        }
    }

    /// <summary>Every completion gets the number of groups that were seen with it.</summary>
    private sealed class CountingAdvantages(bool isGroupLocal) : IAdvantages
    {
        public string Version { get; init; } = "count";

        public bool IsGroupLocal => isGroupLocal;

        public IEnumerable<GroupAdvantages> Compute(IEnumerable<RewardedGroup> batch)
        {
            var groups = batch.ToArray();
            return groups.Select(group => new GroupAdvantages.ByCompletion([.. group.Rewards.Select(_ => (double?)groups.Length)]));
        }
    }

    /// <summary>Does what it is told once it has seen everything.</summary>
    private sealed class BrokenAdvantages(Func<IEnumerable<GroupAdvantages>> compute) : IAdvantages
    {
        public string Version => "broken";

        public bool IsGroupLocal { get; init; }

        public IEnumerable<GroupAdvantages> Compute(IEnumerable<RewardedGroup> batch)
        {
            _ = batch.Count();
            return compute();
        }
    }

    /// <summary>Every completion gets its length.</summary>
    private sealed class LengthAdvantages : IAdvantages
    {
        public string Version => "lengths";

        public bool IsGroupLocal => false;

        public IEnumerable<GroupAdvantages> Compute(IEnumerable<RewardedGroup> batch) =>
            [.. batch.Select(group => new GroupAdvantages.ByCompletion([.. group.Lengths!.Select(length => (double?)length)]))];
    }

    private sealed class Seen : IProgress<RunProgress>
    {
        internal RunProgress? Last { get; private set; }

        public void Report(RunProgress value) => Last = value;
    }
}
