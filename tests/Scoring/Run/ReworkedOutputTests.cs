using System.Text.Json;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Tests.Run;

/// <summary>A finished output that is extended or retried is the one that a single run would have made.</summary>
public sealed class ReworkedOutputTests : IDisposable
{
    private readonly RunBench _bench = new();

    public static TheoryData<string> Estimators => [.. RunBench.Estimators];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Estimators))]
    public async Task Extend_GrownInput_ScoresOnlyWhatIsNewAndIsAsOneRun(string estimator)
    {
        _bench.Write("in.jsonl", RunBench.Rows(7));
        await _bench.RunAsync(estimator);
        var (rows, ledger) = (_bench.Lines("out.jsonl"), _bench.Lines("ledger.jsonl"));
        _bench.Restore(new Dictionary<string, string>());

        _bench.Write("in.jsonl", RunBench.Rows(4));
        await _bench.RunAsync(estimator);
        _bench.Write("in.jsonl", RunBench.Rows(7));
        _bench.Calls = 0;
        var statistics = await _bench.RunAsync(estimator, OutputMode.Extend);
        Assert.Equal((3, 4, 3L), (_bench.Calls, statistics.ResumedRows, statistics.Groups));
        Assert.Equal(rows, _bench.Lines("out.jsonl"));
        Assert.Equal(ledger, _bench.Lines("ledger.jsonl"));

        Assert.True((await _bench.RunAsync(estimator, OutputMode.Extend)).AlreadyComplete);
        Assert.Equal(3, _bench.Calls);
        Assert.True((await _bench.RunAsync(estimator, OutputMode.Resume)).AlreadyComplete);
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public async Task Extend_Unfinished_GoesOnToTheEnd(string estimator)
    {
        _bench.Write("in.jsonl", RunBench.Rows(7));
        await _bench.RunAsync(estimator);
        var whole = _bench.Left();
        _bench.Restore(new Dictionary<string, string>());
        _bench.Write("in.jsonl", RunBench.Rows(4).Append("no row"));
        await Assert.ThrowsAsync<InputException>(() => _bench.RunAsync(estimator));
        _bench.Write("in.jsonl", RunBench.Rows(7));
        await _bench.RunAsync(estimator, OutputMode.Extend);
        Assert.Equal(whole["out.jsonl"], _bench.Left()["out.jsonl"]);
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public async Task RetryFailed_HealedTool_IsAsIfItHadNeverFailed(string estimator)
    {
        _bench.Write("in.jsonl", RunBench.Rows(8));
        _bench.Healed = true;
        await _bench.RunAsync(estimator);
        var rows = _bench.Lines("out.jsonl");
        _bench.Restore(new Dictionary<string, string>());

        _bench.Healed = false;
        await _bench.RunAsync(estimator);
        var (ill, before) = (_bench.Lines("out.jsonl"), _bench.Lines("ledger.jsonl"));
        Assert.NotEqual(rows, ill);
        _bench.Healed = true;
        _bench.Calls = 0;
        var statistics = await _bench.RunAsync(estimator, OutputMode.RetryFailed);
        Assert.Equal((3, 3L, 3L), (_bench.Calls, statistics.Completions, statistics.Scored));
        Assert.Equal(rows, _bench.Lines("out.jsonl"));

        // The ledger says what was said before, and then what was said again, of the same rows and completions.
        var after = _bench.Lines("ledger.jsonl");
        Assert.Equal(before, after[..before.Length]);
        Assert.Equal([(2, 1, "scored"), (5, 1, "scored"), (8, 1, "scored")], after[before.Length..].Select(Record));

        Assert.True((await _bench.RunAsync(estimator, OutputMode.RetryFailed)).AlreadyComplete);
        Assert.Contains("failed; nothing to do", _bench.Said[^1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public async Task RetryFailed_StillIll_ChangesNothing(string estimator)
    {
        _bench.Write("in.jsonl", RunBench.Rows(8));
        await _bench.RunAsync(estimator);
        var rows = _bench.Lines("out.jsonl");
        Assert.Equal(3, (await _bench.RunAsync(estimator, OutputMode.RetryFailed)).Failed);
        Assert.Equal(rows, _bench.Lines("out.jsonl"));
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public async Task RetryFailed_Unfinished_FinishesFirst(string estimator)
    {
        _bench.Write("in.jsonl", RunBench.Rows(5).Append("no row"));
        await Assert.ThrowsAsync<InputException>(() => _bench.RunAsync(estimator));
        _bench.Write("in.jsonl", RunBench.Rows(8));
        _bench.Healed = true;
        await _bench.RunAsync(estimator, OutputMode.RetryFailed);
        var rows = _bench.Lines("out.jsonl");
        _bench.Restore(new Dictionary<string, string>());
        await _bench.RunAsync(estimator);
        Assert.Equal(_bench.Lines("out.jsonl"), rows);
    }

    [Theory]
    [InlineData(OutputMode.Extend)]
    [InlineData(OutputMode.RetryFailed)]
    public async Task Rework_WithoutAFinishedOutput_IsRefused(OutputMode mode)
    {
        _bench.Write("in.jsonl", RunBench.Rows(2));
        var error = await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync("none", mode));
        Assert.Contains("no such finished output", error.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Left());
    }

    [Fact]
    public async Task Ledger_OfAnotherRunningRun_IsRefused()
    {
        _bench.Write("in.jsonl", RunBench.Rows(2));
        using (new FileStream(_bench.Ledger, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            var error = await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync("none"));
            Assert.Contains("another run is writing this ledger", error.Message, StringComparison.Ordinal);
        }

        await _bench.RunAsync("none", OutputMode.Resume);
        Assert.Equal(6, _bench.Lines("ledger.jsonl").Length);
    }

    private static (int Row, int Completion, string? Status) Record(string line)
    {
        using var record = JsonDocument.Parse(line);
        var root = record.RootElement;
        return (root.GetProperty("row").GetInt32(), root.GetProperty("completion").GetInt32(), root.GetProperty("status").GetString());
    }
}
