using System.Text;
using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Tests.Sandbox;

public sealed class SandboxPoolTests
{
    [SandboxFact]
    public async Task Run_Program_GivesItsOutputAndStatus()
    {
        var result = await Machine.RunAsync("import sys\nprint(input()[::-1])\nprint('bad', file=sys.stderr)\nsys.exit(3)", stdin: "abc\n");
        Assert.Equal("cba\n", Encoding.UTF8.GetString(result.Stdout.Span));
        Assert.Equal("bad\n", Encoding.UTF8.GetString(result.Stderr.Span));
        Assert.Equal(3, result.ExitStatus);
    }

    [SandboxFact]
    public async Task Run_DeathBySignal_IsANegativeStatus()
    {
        var result = await Machine.RunAsync("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)");
        Assert.Equal(-11, result.ExitStatus);
    }

    [SandboxTheory]
    [InlineData("while True: pass", SandboxStop.CpuTime)]
    [InlineData("import time\ntime.sleep(60)", SandboxStop.WallTime)]
    [InlineData("while True: print('x' * 1000)", SandboxStop.Output)]
    [InlineData("x = []\nwhile True: x.append(bytearray(b'x') * 1000000)", SandboxStop.Memory)]
    public async Task Run_PastALimit_IsStoppedAndSaysByWhich(string source, SandboxStop expected)
    {
        var result = await Machine.RunAsync(source, new SandboxLimits { Cpu = 0.5, Wall = 1, Output = 1 << 16, Memory = 64 << 20 });
        Assert.Equal(expected, result.Stop);
        Assert.Null(result.ExitStatus);
    }

    [SandboxFact]
    public async Task Run_SecondProgram_SeesNothingOfTheFirst()
    {
        await Machine.RunAsync("open('/tmp/left', 'w').write('x')\nimport os\nif os.fork() == 0:\n    import time\n    time.sleep(30)");
        var result = await Machine.RunAsync("import os\nprint(sorted(os.listdir('/tmp')), [p for p in os.listdir('/proc') if p.isdigit()])");
        Assert.Equal("[] ['1', '2']\n", Encoding.UTF8.GetString(result.Stdout.Span));
    }

    [SandboxFact]
    public async Task Run_Cancelled_EndsAtOnceAndThePoolGoesOn()
    {
        using var stop = new CancellationTokenSource(300);
        var job = new SandboxJob([SandboxParty.Script("import time\ntime.sleep(60)"u8.ToArray())], new SandboxLimits());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Machine.Pool.RunAsync(job, stop.Token));
        var next = await Machine.RunAsync("print(1)");
        Assert.Equal(0, next.ExitStatus);
    }
}
