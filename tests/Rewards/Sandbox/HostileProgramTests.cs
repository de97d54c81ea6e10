using System.Text;
using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Tests.Sandbox;

/// <summary>
/// Every program of Hostile/ in the real sandbox: it reports no success, ends as its first lines say, the host is as it was, and the next run
/// in the same supervisor sees what it would have seen before.
/// </summary>
public sealed class HostileProgramTests(HostileHost host) : IClassFixture<HostileHost>
{
    public static TheoryData<string> Programs => [.. HostileProgram.Names];

    [SandboxTheory]
    [MemberData(nameof(Programs))]
    public async Task Run_HostileProgram_IsContained(string name)
    {
        var program = new HostileProgram(name);
        Assert.True(program.HasHeader, "its first lines say what it tries, what counts as contained and which layer does it");
        Assert.SkipWhen(program.Missing is not null, program.Missing ?? "");
        await CarryAsync();
        var before = await host.ProbeAsync();
        var supervisors = host.Pool.IdleSupervisors;
        var memory = HostileHost.SharedMemory();

        var result = await host.Pool.RunAsync(new SandboxJob([program.Party(host.Arguments)], program.Limits), TestContext.Current.CancellationToken);

        var said = Encoding.UTF8.GetString(result.Stdout.Span) + Encoding.UTF8.GetString(result.Stderr.Span);
        var shown = said.Length > 2000 ? said[..1000] + " ... " + said[^1000..] : said;
        Assert.False(said.Contains("ESCAPED", StringComparison.Ordinal), shown);
        Assert.True(program.Stops.Contains(result.Stop), $"stopped by {result.Stop} after {result.Cpu:0.00} s of processor and {result.Wall:0.00} s: {shown}");
        if (result.Stop == SandboxStop.None && name != "fork_bomb.sh")
        {
            Assert.True(said.Contains("CONTAINED", StringComparison.Ordinal), $"it did not get to its end: {shown}");
            Assert.Equal(program.Status ?? 0, result.ExitStatus);
        }

        Assert.True(result.Stdout.Length + result.Stderr.Length <= program.Limits.Output);
        Assert.True(program.StdoutBytes is not { } bytes || bytes == result.Stdout.Length, $"{result.Stdout.Length} bytes came");
        Assert.True(program.WallAtMost is not { } most || result.Wall <= most * Machine.Slowness, $"it took {result.Wall:0.00} s");
        Assert.True(program.CpuAtLeast is not { } least || result.Cpu >= least, $"{result.Cpu:0.00} s of processor were counted");
        Assert.True(result.Processes <= program.Limits.Processes + 2, $"{result.Processes} processes at once");
        Assert.Empty(host.Damage());
        Assert.Equal(supervisors, host.Pool.IdleSupervisors);
        Assert.Equal(before, await host.ProbeAsync());
        Assert.True(HostileHost.SharedMemory() < memory + (64 << 20), "the host's shared memory has grown");
    }

    [Fact]
    public void Programs_Count_IsThatOfTheDocumentation()
    {
        Assert.True(HostileProgram.Names.Count() >= 60);
        var documentation = File.ReadAllText(Path.Combine(Rlar.Tests.SharedData.Repository, "docs", "sandbox.md"));
        Assert.DoesNotContain(HostileProgram.Names, name => !documentation.Contains($"`{name}`", StringComparison.Ordinal));
    }

    // An earlier run with something that no later one may find.
    private async Task CarryAsync()
    {
        var secret = Encoding.UTF8.GetBytes(host.Carried.First + host.Carried.Second);
        var source = Encoding.UTF8.GetBytes($"import sys\nkept = sys.stdin.read()\nprint(kept, open('file').read(), sys.argv)\n# {host.Carried.First}{host.Carried.Second}");
        var party = SandboxParty.Script(source, secret, arguments: [host.Carried.First + host.Carried.Second], files: new Dictionary<string, ReadOnlyMemory<byte>> { ["file"] = secret });
        var result = await host.Pool.RunAsync(new SandboxJob([party], new SandboxLimits()), CancellationToken.None);
        Assert.Contains(host.Carried.First, Encoding.UTF8.GetString(result.Stdout.Span), StringComparison.Ordinal);
    }
}
