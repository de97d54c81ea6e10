using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Tests.Run;

/// <summary>
/// A run that ends at any step of what it changes on the disk, and is resumed, leaves the bytes of one that was left alone: rows, their record, the ledger.
/// </summary>
public sealed class KilledRunTests : IDisposable
{
    private readonly RunBench _bench = new();

    public static TheoryData<string, int> Runs => [.. from estimator in RunBench.Estimators from flush in new[] { 1, 700 } select (estimator, flush)];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Runs))]
    public Task New_KilledAtEveryStep_IsAsIfItWasNot(string estimator, int flush)
    {
        _bench.Write("in.jsonl", RunBench.Rows(8));
        return KillAsync(estimator, OutputMode.New, flush);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Restart_KilledAtEveryStep_IsAsIfItWasNot(string estimator, int flush)
    {
        _bench.Write("in.jsonl", RunBench.Rows(2));
        await _bench.RunAsync(estimator);
        _bench.Write("in.jsonl", RunBench.Rows(8));
        await KillAsync(estimator, OutputMode.Restart, flush);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Extend_KilledAtEveryStep_IsAsIfItWasNot(string estimator, int flush)
    {
        _bench.Write("in.jsonl", RunBench.Rows(4));
        await _bench.RunAsync(estimator);
        _bench.Write("in.jsonl", RunBench.Rows(8));
        await KillAsync(estimator, OutputMode.Extend, flush);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task RetryFailed_KilledAtEveryStep_IsAsIfItWasNot(string estimator, int flush)
    {
        _bench.Write("in.jsonl", RunBench.Rows(8));
        await _bench.RunAsync(estimator);
        _bench.Healed = true;
        await KillAsync(estimator, OutputMode.RetryFailed, flush);
    }

    private static string Text(string hexadecimal) => System.Text.Encoding.UTF8.GetString(Convert.FromHexString(hexadecimal));

    private async Task KillAsync(string estimator, OutputMode mode, int flush)
    {
        var before = _bench.Left();
        await _bench.RunAsync(estimator, mode, flush: flush);
        var whole = _bench.Left();
        var kills = 0;
        for (var steps = 0; ; steps++)
        {
            _bench.Restore(before);
            var disk = new DyingDisk(steps);
            try
            {
                await _bench.RunAsync(estimator, mode, disk, flush);
                Assert.False(disk.Died);
                break;
            }
            catch (OutputException)
            {
                kills++;
            }

            // Where it was killed before it had begun there is nothing to resume, and the same command is given again.
            var killed = _bench.Left().Keys;
            var begun = killed.Contains("out.jsonl.part.run") || killed.Contains("out.jsonl.rewards") || killed.Contains("out.jsonl.rewards.part.run");
            var done = _bench.Left().GetValueOrDefault("out.jsonl") == whole["out.jsonl"];
            await _bench.RunAsync(estimator, begun || done ? OutputMode.Resume : mode, flush: flush);
            var left = _bench.Left();
            left.Remove("out.jsonl.part.ledger"); // where only forgetting it was left to do, it is forgotten by the next run
            left.Remove("out.jsonl.rewards.run");
            Assert.Equal(whole.Keys, left.Keys);
            foreach (var (file, content) in whole)
                Assert.True(content == left[file], $"{file}, killed after {steps} steps:\n{Text(content)}\nand resumed:\n{Text(left[file])}");
        }

        Assert.InRange(kills, 10, int.MaxValue);
    }
}
