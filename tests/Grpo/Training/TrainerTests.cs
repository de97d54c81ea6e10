using System.Text.Json;
using Rlar.Grpo.Rollouts;
using Rlar.Grpo.Training;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Training;

public sealed class TrainerTests : TempFolder
{
    [Fact]
    public async Task RunAsync_RewardForALetter_LearnsIt()
    {
        var run = new BigramRun(PathOf("run"));

        Assert.Equal(40, await run.RunAsync("steps=40", cancellationToken: TestContext.Current.CancellationToken));

        var evaluations = Read<EvaluationRecord>(run.Folder.Evaluations);
        Assert.Equal([0, 10, 20, 30, 40], evaluations.Select(record => record.Step));
        Assert.True(evaluations[^1].Reward > evaluations[0].Reward + 0.4, $"{evaluations[0].Reward} -> {evaluations[^1].Reward}");
        Assert.Equal(["letters"], evaluations[0].HeldOutTools);
        Assert.True(evaluations[0].ToolReward.ContainsKey("share"));
        var metrics = Read<StepMetrics>(run.Folder.Metrics);
        Assert.Equal(Enumerable.Range(1, 40), metrics.Select(step => step.Step));
        Assert.All(metrics, step => Assert.True(step.MismatchMax < 1e-6 && step.GradientNorm >= 0 && step.Entropy > 0 && step.Completions == 32));
    }

    [Fact]
    public async Task RunAsync_RecordThatCannotBeWritten_SaysWhichAndWhatToDo()
    {
        var run = new BigramRun(PathOf("run"));
        _ = Directory.CreateDirectory(run.Folder.Metrics);

        var error = await Assert.ThrowsAsync<TrainingException>(() => run.RunAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("metrics.jsonl", error.Message, StringComparison.Ordinal);
        Assert.Contains("--resume", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ReMax_ComparesWithTheLikeliestCompletion()
    {
        var seen = new List<(int Count, double? Reward)>();
        var reward = new BigramRun.ShareReward();
        var run = new BigramRun(PathOf("run")) { Reward = new Told(reward, seen) };
        await run.RunAsync("steps=40; advantages.estimator=remax", cancellationToken: TestContext.Current.CancellationToken);

        // Four groups a step, each with a completion more.
        Assert.Equal(160, seen.Count(said => said.Count == 1));
        var evaluations = Read<EvaluationRecord>(run.Folder.Evaluations);
        Assert.True(evaluations[^1].Reward > evaluations[0].Reward + 0.2, $"{evaluations[0].Reward} -> {evaluations[^1].Reward}");

        var unscored = new BigramRun(PathOf("unscored")) { Reward = new Told(reward, seen, leavesOutAlone: true) };
        await unscored.RunAsync("advantages.estimator=remax", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(new BigramPolicy().Weights(0), unscored.Policy.Weights(0));
    }

    [Fact]
    public async Task RunAsync_LossWithoutReference_KlEverySoManySteps()
    {
        var (watched, blind) = (new BigramRun(PathOf("watched")), new BigramRun(PathOf("blind")));
        await watched.RunAsync("kl_every=5", cancellationToken: TestContext.Current.CancellationToken);
        await blind.RunAsync("kl_every=0", cancellationToken: TestContext.Current.CancellationToken);

        var metrics = Read<StepMetrics>(watched.Folder.Metrics);
        Assert.Equal([1, 6, 11, 16], metrics.Where(step => step.Kl is not null).Select(step => step.Step));
        Assert.Equal(0, metrics[0].Kl!.Value, 1e-6);
        Assert.True(metrics[15].Kl > metrics[5].Kl);
        // A measurement changes nothing.
        Assert.Equal(blind.Policy.Weights(0), watched.Policy.Weights(0));
        Assert.All(Read<StepMetrics>(blind.Folder.Metrics), step => Assert.Null(step.Kl));
    }

    [Theory]
    [InlineData("")]
    [InlineData("rollout.staleness=1")]
    [InlineData("dynamic_sampling.rounds=2; difficulty.easy=0.4; difficulty.hard=0; difficulty.rest=2; minibatch=2; epochs=2; loss.beta=0.01")]
    [InlineData("advantages.estimator=remax; rollout.staleness=1")]
    [InlineData("sft.steps=7; sft.batch=3; advantages.shaping=['zscore:scope=group']")]
    public async Task RunAsync_KilledAndResumed_GivesTheSameBytes(string recipe)
    {
        var rows = (IReadOnlyList<Query>)[.. "abcdefg".Select(letter => BigramRun.Row(letter.ToString(), "cc", "ccc"))];
        var whole = new BigramRun(PathOf("whole")) { Rows = rows };
        await whole.RunAsync(recipe, cancellationToken: TestContext.Current.CancellationToken);

        var first = new BigramRun(PathOf("parts")) { Rows = rows, After = step => Fail(step.Step == 13) };
        await Assert.ThrowsAsync<InvalidOperationException>(() => first.RunAsync(recipe, cancellationToken: TestContext.Current.CancellationToken));
        var second = new BigramRun(PathOf("parts")) { Rows = rows };
        await second.RunAsync(recipe, new TrainingStart(true), TestContext.Current.CancellationToken);

        Assert.Equal(11, second.Seen[0].Step);
        AssertSame(whole, second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rollout.staleness=1")]
    public async Task RunAsync_Cancelled_WritesACheckpointAndGoesOn(string recipe)
    {
        var whole = new BigramRun(PathOf("whole"));
        await whole.RunAsync(recipe, cancellationToken: TestContext.Current.CancellationToken);

        using var stop = new CancellationTokenSource();
        var first = new BigramRun(PathOf("parts")) { After = step => Cancel(stop, step.Step == 7) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.RunAsync(recipe, cancellationToken: stop.Token));
        Assert.True(Directory.Exists(first.Folder.Checkpoint(7)));
        var second = new BigramRun(PathOf("parts"));
        await second.RunAsync(recipe, new TrainingStart(true), TestContext.Current.CancellationToken);

        Assert.Equal(8, second.Seen[0].Step);
        AssertSame(whole, second);
    }

    [Fact]
    public async Task RunAsync_GrowsBySteps_GoesOn()
    {
        var whole = new BigramRun(PathOf("whole"));
        await whole.RunAsync("steps=20", cancellationToken: TestContext.Current.CancellationToken);
        await new BigramRun(PathOf("parts")).RunAsync("steps=10", cancellationToken: TestContext.Current.CancellationToken);
        var grown = new BigramRun(PathOf("parts"));

        await grown.RunAsync("steps=20", new TrainingStart(true), TestContext.Current.CancellationToken);

        AssertSame(whole, grown);
    }

    [Theory]
    [InlineData("seed=2", "seed: 1")]
    [InlineData("optimizer.lr=0.1", "optimizer.lr")]
    [InlineData("steps=10", "it may grow")]
    public async Task RunAsync_ResumedWithAnotherRecipe_IsRefusedByName(string recipe, string reason)
    {
        await new BigramRun(PathOf("run")).RunAsync(cancellationToken: TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<TrainingException>(
            () => new BigramRun(PathOf("run")).RunAsync(recipe, new TrainingStart(true), TestContext.Current.CancellationToken));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FolderWithARun_IsRefusedWithoutResume()
    {
        await new BigramRun(PathOf("run")).RunAsync("steps=1", cancellationToken: TestContext.Current.CancellationToken);

        var again = await Assert.ThrowsAsync<TrainingException>(() => new BigramRun(PathOf("run")).RunAsync("steps=1"));
        var none = await Assert.ThrowsAsync<TrainingException>(() => new BigramRun(PathOf("other")).RunAsync("steps=1", new TrainingStart(true)));

        Assert.Contains("--resume", again.Message, StringComparison.Ordinal);
        Assert.Contains("no run to resume", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TwoOnOneFolder_TheSecondIsRefused()
    {
        TrainingException? refused = null;
        BigramRun first = null!;
        first = new BigramRun(PathOf("run"))
        {
            After = step => refused ??= Assert.Throws<TrainingException>(() => new BigramRun(PathOf("run")).RunAsync().GetAwaiter().GetResult()),
        };

        await first.RunAsync("steps=1", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("another run", refused!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_DamagedCheckpoint_OffersTheOneBefore()
    {
        var run = new BigramRun(PathOf("run"));
        await run.RunAsync(cancellationToken: TestContext.Current.CancellationToken);
        var file = Path.Combine(run.Folder.Checkpoint(20), "weights.safetensors");
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);

        var error = await Assert.ThrowsAsync<TrainingException>(() => new BigramRun(PathOf("run")).RunAsync("", new TrainingStart(true)));
        var again = new BigramRun(PathOf("run"));
        await again.RunAsync("", new TrainingStart(true, 15), TestContext.Current.CancellationToken);

        Assert.Contains("--from 15", error.Message, StringComparison.Ordinal);
        Assert.Equal(16, again.Seen[0].Step);
        Assert.Equal(20, again.Seen[^1].Step);
    }

    [Fact]
    public async Task RunAsync_WeightsThatAreNotFinite_StopWithStepRowsAndCheckpoint()
    {
        BigramRun run = null!;
        run = new BigramRun(PathOf("run")) { After = step => run.Policy.IsBroken = step.Step == 6 };

        var error = await Assert.ThrowsAsync<TrainingException>(() => run.RunAsync("", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("step 7", error.Message, StringComparison.Ordinal);
        Assert.Contains("row-", error.Message, StringComparison.Ordinal);
        Assert.Contains("step-000005", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WarmUp_LearnsReferences()
    {
        var run = new BigramRun(PathOf("run")) { Rows = [BigramRun.Row("a", "bcd"), BigramRun.Row("e")] };

        await run.RunAsync("sft.steps=40; sft.lr=0.1; sft.batch=4; steps=0", cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(run.Seen, step => Assert.Equal("sft", step.Phase));
        Assert.True(run.Seen[^1].Loss < run.Seen[0].Loss / 4, $"{run.Seen[0].Loss} -> {run.Seen[^1].Loss}");
    }

    internal static IReadOnlyList<T> Read<T>(string path) =>
        [.. File.ReadAllLines(path).Select(line => JsonSerializer.Deserialize<T>(line, JsonLines.Options)!)];

    private static void Fail(bool now)
    {
        if (now)
            throw new InvalidOperationException("killed");
    }

    private static void Cancel(CancellationTokenSource stop, bool now)
    {
        if (now)
            stop.Cancel();
    }

    private static void AssertSame(BigramRun one, BigramRun other)
    {
        Assert.Equal(one.Policy.Weights(0), other.Policy.Weights(0));
        var last = Last(one);
        foreach (var name in new[] { "weights.safetensors", "moments-1.safetensors", "moments-2.safetensors", "state.json" })
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(one.Folder.Checkpoint(last), name)), File.ReadAllBytes(Path.Combine(other.Folder.Checkpoint(last), name)));
        Assert.Equal(File.ReadAllText(one.Folder.Samples), File.ReadAllText(other.Folder.Samples));
        Assert.Equal(File.ReadAllText(one.Folder.Evaluations), File.ReadAllText(other.Folder.Evaluations));
        Assert.Equal(Read<StepMetrics>(one.Folder.Metrics).Select(Timeless), Read<StepMetrics>(other.Folder.Metrics).Select(Timeless));
    }

    private static int Last(BigramRun run) => Read<StepMetrics>(run.Folder.Metrics)[^1].Step;

    private static string Timeless(StepMetrics step) => JsonSerializer.Serialize(
        step with { RolloutTokensPerSecond = 0, UpdateTokensPerSecond = 0, RewardWaitShare = 0, RolloutSeconds = 0, UpdateSeconds = 0, Seconds = 0 },
        JsonLines.Options);

    /// <summary>Keeps how many completions it was asked about, and may leave out those that come alone.</summary>
    private sealed class Told(ITrainingReward reward, List<(int Count, double? Reward)> seen, bool leavesOutAlone = false) : ITrainingReward
    {
        public async Task<RewardedRollouts> ScoreAsync(Query query, IReadOnlyList<Rollout> rollouts, int step, CancellationToken cancellationToken)
        {
            var said = await reward.ScoreAsync(query, rollouts, step, cancellationToken);
            lock (seen)
                seen.Add((rollouts.Count, said.Rewards[0]));
            return leavesOutAlone && rollouts.Count == 1 ? said with { Rewards = [null] } : said;
        }
    }
}
