using System.Diagnostics;
using System.Text;
using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Tests.Sandbox;

/// <summary>What becomes of the pool and the host when something is ended, cancelled or refused in the middle of a job.</summary>
public sealed class SandboxFaultTests : IAsyncDisposable
{
    // The folder is mounted in the sandboxes of this pool and nowhere else: so their processes are known.
    private readonly string _folder = Directory.CreateTempSubdirectory("rlar-fault-").FullName;
    private readonly SandboxPool _pool;

    public SandboxFaultTests() => _pool = new SandboxPool(new SandboxSetup([], [], [_folder]), 4);

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        Directory.Delete(_folder);
    }

    [SandboxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_SupervisorKilled_IsASandboxExceptionAndThePoolGoesOn(bool isInner)
    {
        Assert.Equal(0, (await RunAsync("pass")).ExitStatus);
        var supervisor = Assert.Single(_pool.IdleSupervisors);
        var running = RunAsync("import time\nprint('x', flush=True)\ntime.sleep(60)");
        Assert.True(await ProcessTree.EventuallyAsync(() => ProcessTree.Under(supervisor).Count >= 4));
        using (var process = Process.GetProcessById(isInner ? ProcessTree.Under(supervisor)[1] : supervisor))
            process.Kill();
        await Assert.ThrowsAsync<SandboxException>(() => running);
        Assert.Equal(0, (await RunAsync("pass")).ExitStatus);
        Assert.DoesNotContain(supervisor, _pool.IdleSupervisors);
        await AssertOnlyIdleAsync();
    }

    [SandboxFact]
    public async Task Run_IdleSupervisorKilled_IsReplaced()
    {
        await RunAsync("pass");
        using (var process = Process.GetProcessById(_pool.IdleSupervisors[0]))
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, (await RunAsync("pass")).ExitStatus);
    }

    [SandboxFact]
    public async Task Run_StormOfCancellations_LeavesNoProcess()
    {
        var random = new Random(20260);
        string[] sources = ["import time\ntime.sleep(30)", "while True: pass", "import os, time\nfor _ in range(6): os.fork()\ntime.sleep(30)", "while True: print('x' * 1000)", "pass"];
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken }, async (_, _) =>
        {
            int delay, which;
            lock (random)
                (delay, which) = (random.Next(0, 200), random.Next(sources.Length));
            using var stop = new CancellationTokenSource(delay);
            try
            {
                _ = await _pool.RunAsync(Job(sources[which], new SandboxLimits { Cpu = 0.2, Wall = 0.5 }), stop.Token);
            }
            catch (OperationCanceledException)
            {
                // As asked for.
            }
        });
        Assert.Equal(0, (await RunAsync("pass")).ExitStatus);
        await AssertOnlyIdleAsync();
        await _pool.DisposeAsync();
        Assert.True(await ProcessTree.EventuallyAsync(() => ProcessTree.With(_folder).Count == 0));
    }

    [SandboxFact]
    public async Task Run_SixtyFourAtOnce_EachGetsItsOwnOutput()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => RunAsync($"import time\ntime.sleep(0.01)\nprint({i} * 'ab')")));
        for (var i = 0; i < results.Length; i++)
            Assert.Equal(string.Concat(Enumerable.Repeat("ab", i)) + "\n", Encoding.UTF8.GetString(results[i].Stdout.Span));
        Assert.True(_pool.IdleSupervisors.Count <= 4);
    }

    [SandboxFact]
    public async Task Run_StandardInputLargerThanTheDisk_ArrivesWhole()
    {
        var input = new byte[24 << 20];
        new Random(1).NextBytes(input);
        var party = SandboxParty.Script("import sys, zlib\nd = sys.stdin.buffer.read()\nprint(len(d), zlib.crc32(d))"u8.ToArray(), input);
        var result = await _pool.RunAsync(new SandboxJob([party], new SandboxLimits { Disk = 1 << 20 }), TestContext.Current.CancellationToken);
        Assert.Equal($"{input.Length} {Crc32(input)}\n", Encoding.UTF8.GetString(result.Stdout.Span));
    }

    [SandboxFact]
    public async Task Run_BothPartiesFail_BothSayWhy()
    {
        var job = new SandboxJob([SandboxParty.Script("import sys\nprint(1)\nsys.exit(3)"u8.ToArray()), SandboxParty.Command(["no-such-program"])], new SandboxLimits(), IsLinked: true);
        var result = await _pool.RunAsync(job, TestContext.Current.CancellationToken);
        Assert.Equal(SandboxStop.None, result.Stop);
        Assert.Equal("127", Encoding.ASCII.GetString(result.Outputs[1].Report.Span));
        Assert.Contains("no-such-program: No such file", Encoding.UTF8.GetString(result.Outputs[1].Stderr.Span), StringComparison.Ordinal);
    }

    [SandboxTheory]
    [InlineData("parties.nothing")]
    [InlineData("nowhere.function")]
    public async Task Run_EntryThatIsNotThere_IsASandboxExceptionAndThePoolGoesOn(string entry)
    {
        var job = new SandboxJob([SandboxParty.Of(entry, _ => { })], new SandboxLimits());
        await Assert.ThrowsAsync<SandboxException>(() => _pool.RunAsync(job, TestContext.Current.CancellationToken));
        Assert.Equal(0, (await RunAsync("pass")).ExitStatus);
        await AssertOnlyIdleAsync();
    }

    [SandboxFact]
    public async Task Run_MoreOpenFilesThanTheMachineAllows_IsTheMachinesNumber()
    {
        var result = await _pool.RunAsync(Job("pass", new SandboxLimits { Files = 1 << 30 }), TestContext.Current.CancellationToken);
        Assert.Equal(0, result.ExitStatus);
    }

    private static SandboxJob Job(string source, SandboxLimits limits) => new([SandboxParty.Script(Encoding.UTF8.GetBytes(source))], limits);

    private Task<SandboxResult> RunAsync(string source) => _pool.RunAsync(Job(source, new SandboxLimits()), TestContext.Current.CancellationToken);

    // A supervisor that waits is bubblewrap's outer process, its init and itself.
    private async Task AssertOnlyIdleAsync() =>
        Assert.True(
            await ProcessTree.EventuallyAsync(() => ProcessTree.With(_folder).Count == 3 * _pool.IdleSupervisors.Count),
            $"{_pool.IdleSupervisors.Count} supervisors and the processes {string.Join(", ", ProcessTree.With(_folder))}");

    private static uint Crc32(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
        }

        return ~crc;
    }
}
