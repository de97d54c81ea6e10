using System.Diagnostics;
using System.Text;
using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Tests.Sandbox;

/// <summary>Processor time decides: sixty-four jobs at once, beside programs that use every core, end as they would alone.</summary>
public sealed class SandboxLoadTests
{
    private static readonly SandboxLimits s_limits = new() { Cpu = 0.3, Wall = 1.2, Memory = 256 << 20 };

    private static readonly (string Source, SandboxStop Stop)[] s_programs =
    [
        ("import time\nwhile time.process_time() < 0.1: pass", SandboxStop.None),
        ("import subprocess\nprint(subprocess.run(['echo', 'x'], capture_output=True).stdout)", SandboxStop.None),
        ("import threading, time\ndef burn():\n    while time.process_time() < 0.1: pass\nt = [threading.Thread(target=burn) for _ in range(3)]\n[x.start() for x in t]\n[x.join() for x in t]", SandboxStop.None),
        ("print(sum(range(1000)))", SandboxStop.None),
        ("while True: pass", SandboxStop.CpuTime),
        ("import os\nos.fork()\nsum(range(10 ** 15))", SandboxStop.CpuTime),
        ("import time\ntime.sleep(60)", SandboxStop.WallTime),
        ("print('ok')", SandboxStop.None),
    ];

    [SandboxFact]
    public async Task Run_SixtyFourJobsBesideBurners_SameVerdicts()
    {
        var burners = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Process.Start("/bin/sh", ["-c", "while :; do :; done"])).ToList();
        try
        {
            await using var pool = new SandboxPool(SandboxSetup.Plain, 64);
            var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
                pool.RunAsync(new SandboxJob([SandboxParty.Script(Encoding.UTF8.GetBytes(s_programs[i % s_programs.Length].Source))], s_limits), TestContext.Current.CancellationToken)));
            for (var i = 0; i < results.Length; i++)
            {
                var (source, stop) = s_programs[i % s_programs.Length];
                Assert.True(results[i].Stop == stop, $"{results[i].Stop} after {results[i].Cpu:0.00} s of processor and {results[i].Wall:0.00} s: {source}");
                Assert.True(stop != SandboxStop.None || results[i].ExitStatus == 0, Encoding.UTF8.GetString(results[i].Stderr.Span));
            }
        }
        finally
        {
            foreach (var burner in burners)
            {
                burner.Kill();
                burner.Dispose();
            }
        }
    }
}
