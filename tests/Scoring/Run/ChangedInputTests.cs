using System.IO.Compression;
using System.Text;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Tests.Run;

/// <summary>What a run that goes on says of an input or an output that is not the one of then.</summary>
public sealed class ChangedInputTests : IDisposable
{
    private readonly RunBench _bench = new();

    public static TheoryData<string> Estimators => [.. RunBench.Estimators];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Estimators))]
    public async Task Resume_RowChangedUnderTheSameId_IsNamed(string estimator)
    {
        await InterruptAsync(estimator);
        _bench.Write("in.jsonl", [RunBench.Row(0), RunBench.Row(1).Replace("\"p\"", "\"q\"", StringComparison.Ordinal), .. RunBench.Rows(6).Skip(2)]);
        var error = await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync(estimator, OutputMode.Resume));
        Assert.Contains($"its row 2 was made of another row than {_bench.Input}:2 (id 'q1') is now", error.Message, StringComparison.Ordinal);
        Assert.Contains("--restart", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public async Task Resume_EveryRowKept_IsHeldAgainstTheInput(string estimator)
    {
        // Those of a batch that the interruption cut in two, too.
        await InterruptAsync(estimator);
        for (var row = 0; row < 5; row++)
        {
            _bench.Write("in.jsonl", RunBench.Rows(6).Select((line, i) => i == row ? line.Replace("\"z\"", "\"y\"", StringComparison.Ordinal) : line));
            var kept = estimator == "batch" ? 3 : 5;
            if (row < kept)
                Assert.Contains($"its row {row + 1} ", (await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync(estimator, OutputMode.Resume))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Resume_BlankLineBeforeARowKept_IsAChange()
    {
        // A row without an id is named by its line.
        await InterruptAsync("none");
        _bench.Write("in.jsonl", ["", .. RunBench.Rows(6)]);
        await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync("none", OutputMode.Resume));
    }

    [Fact]
    public async Task Resume_InputThatEndsBeforeTheRowsKept_IsRefused()
    {
        await InterruptAsync("none");
        _bench.Write("in.jsonl", RunBench.Rows(3));
        var error = await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync("none", OutputMode.Resume));
        Assert.Contains("has more rows than", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_BadRowsThatWereSkipped_AreSkippedAgain()
    {
        _bench.Write("in.jsonl", [RunBench.Row(0), "no row", RunBench.Row(1), "{}", RunBench.Row(2), RunBench.Row(3)]);
        await _bench.RunAsync("batch", skips: true);
        var whole = _bench.Left();
        _bench.Restore(new Dictionary<string, string>());
        await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync("batch", disk: new DyingDisk(24), skips: true));
        var statistics = await _bench.RunAsync("batch", OutputMode.Resume, skips: true);
        Assert.Equal(2, statistics.SkippedRows);
        Assert.Equal(whole, _bench.Left());

        // One that has been mended since is a row that was not scored.
        _bench.Write("in.jsonl", [RunBench.Row(0), RunBench.Row(9), RunBench.Row(1), "{}", RunBench.Row(2), RunBench.Row(3)]);
        var error = await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync("batch", OutputMode.Resume, skips: true));
        Assert.Contains("in.jsonl:2 (id 'q9')", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public async Task Resume_Complete_SaysWhetherTheInputIsAsItWas(string estimator)
    {
        _bench.Write("in.jsonl", RunBench.Rows(4));
        await _bench.RunAsync(estimator);
        var whole = _bench.Left();
        var calls = _bench.Calls;
        Assert.True((await _bench.RunAsync(estimator, OutputMode.Resume)).AlreadyComplete);
        Assert.Contains("is as it was; nothing to do", Assert.Single(_bench.Said), StringComparison.Ordinal);

        _bench.Write("in.jsonl", RunBench.Rows(5));
        var grown = await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync(estimator, OutputMode.Resume));
        Assert.Contains("has more now, from line 5 on (id 'q4'). Give --extend", grown.Message, StringComparison.Ordinal);

        _bench.Write("in.jsonl", RunBench.Rows(3).Append(RunBench.Row(7)));
        var changed = await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync(estimator, OutputMode.Resume));
        Assert.Contains("its row 4 was made of another row", changed.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync(estimator, OutputMode.Extend));
        await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync(estimator, OutputMode.RetryFailed));

        _bench.Write("in.jsonl", RunBench.Rows(4));
        await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync(estimator == "none" ? "group" : "none", OutputMode.Resume));
        Assert.Equal(calls, _bench.Calls);
        Assert.Equal(whole, _bench.Left());
    }

    [Fact]
    public async Task Resume_CompleteAndChangedByHand_IsRefused()
    {
        _bench.Write("in.jsonl", RunBench.Rows(4));
        await _bench.RunAsync("none");
        var rows = _bench.Lines("out.jsonl");
        _bench.Write("out.jsonl", rows.Take(2).Append(rows[2].Replace("its", "my", StringComparison.Ordinal)).Append(rows[3]));
        Assert.Contains("its row 3 is not the one that was written", (await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync("none", OutputMode.Resume))).Message, StringComparison.Ordinal);
        _bench.Write("out.jsonl", rows.Take(3));
        Assert.Contains("3 whole rows, and 4", (await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync("none", OutputMode.Resume))).Message, StringComparison.Ordinal);

        // Without its record nothing is known of it: that is said, and nothing is built on it.
        File.Delete(_bench.Output + ".run");
        Assert.True((await _bench.RunAsync("none", OutputMode.Resume)).AlreadyComplete);
        Assert.Contains("It was not compared", Assert.Single(_bench.Said), StringComparison.Ordinal);
        await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync("none", OutputMode.RetryFailed));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("batch")]
    public async Task Resume_GzipAndPipe_AreHeldAgainstTheInputToo(string estimator)
    {
        _bench.Write("in.jsonl", RunBench.Rows(6));
        byte[] Packed(params IEnumerable<string> rows)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
                gzip.Write(Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => row + "\n"))));
            return packed.ToArray();
        }

        await _bench.RunAsync(estimator, pipe: new MemoryStream(Packed(RunBench.Rows(6))));
        var whole = _bench.Left();
        _bench.Restore(new Dictionary<string, string>());
        await Assert.ThrowsAsync<InputException>(() => _bench.RunAsync(estimator, pipe: new MemoryStream(Packed([.. RunBench.Rows(4), "no row"]))));
        await Assert.ThrowsAsync<OutputException>(() => _bench.RunAsync(estimator, OutputMode.Resume, pipe: new MemoryStream(Packed(RunBench.Rows(6).Skip(1)))));
        await _bench.RunAsync(estimator, OutputMode.Resume, pipe: new MemoryStream(Packed(RunBench.Rows(6))));
        Assert.Equal(whole, _bench.Left());
        Assert.True((await _bench.RunAsync(estimator, OutputMode.Resume, pipe: new MemoryStream(Packed(RunBench.Rows(6))))).AlreadyComplete);
    }

    private async Task InterruptAsync(string estimator)
    {
        _bench.Write("in.jsonl", RunBench.Rows(5).Append("no row"));
        await Assert.ThrowsAsync<InputException>(() => _bench.RunAsync(estimator));
    }
}
