using System.ComponentModel;
using System.Diagnostics;
using Rlar.Agents.Routing;
using Rlar.Rewards;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Run;
using Rlar.Server.Service;
using Rlar.Server.Wire;
using Rlar.Tests;

namespace Rlar.Server.Tests.Client;

/// <summary>Runs clients/python/tests against servers of this process, one of them full, and against children where the program is built.</summary>
public sealed class PythonClientTests
{
    private static readonly string s_client = Path.Combine(SharedData.Repository, "clients", "python");
    private static readonly string s_program = Path.Combine(SharedData.Repository, "src", "Host", "bin", "Release", "net10.0", "linux-x64", "rlar.dll");

    [Fact]
    public async Task Unittest_OfThePythonClient_Passes()
    {
        var cancellation = TestContext.Current.CancellationToken;
        Assert.SkipUnless(await RunAsync([], "-c", "pass") is (0, _), "python3 is missing: install it (apt-get install python3)");
        var tools = BuiltInTools.Registry;
        using var rewards = new RewardService(new Router(tools, RouteTable.BuiltIn), new RewardServiceOptions { Registry = tools });
        await using var server = new RewardServer(new RewardServerOptions { Port = 0 }, new ServerParts { Rewards = rewards, Tools = tools });
        await server.StartAsync(cancellation);

        var endless = new EndlessTool();
        var patient = new RewardServiceOptions { Queue = 1, Deadline = TimeSpan.FromHours(1), Tools = new ToolRunnerOptions { Deadline = TimeSpan.FromHours(1) } };
        using var taken = new RewardService(new FixedRouter(endless), patient);
        await using var full = new RewardServer(new RewardServerOptions { Port = 0 }, new ServerParts { Rewards = taken, Tools = tools });
        await full.StartAsync(cancellation);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var first = taken.ScoreAsync(new ScoreRequest(new RolloutGroup(new Query { Id = "first", Prompt = [] }, [new Completion("c")]), "test"), leave.Token);
        await endless.Entered;

        var (code, output) = await RunAsync(
            [
                ("RLAR_TEST_URL", server.Address.AbsoluteUri.TrimEnd('/')),
                ("RLAR_TEST_FULL_URL", full.Address.AbsoluteUri.TrimEnd('/')),
                ("RLAR_TEST_PROGRAM", File.Exists(s_program) ? $"dotnet {s_program}" : ""),
                ("RLAR_URL", ""),
                ("RLAR_TOKEN", ""),
                ("PYTHONDONTWRITEBYTECODE", "1"),
            ],
            "-m", "unittest", "discover", "-s", "tests", "-t", ".");
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.True(code == 0, output);
        Assert.DoesNotContain("Ran 0 tests", output, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine(output);
    }

    private static async Task<(int Code, string Output)> RunAsync((string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = s_client };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, output + await error);
        }
        catch (Win32Exception)
        {
            return (127, "python3 cannot be started");
        }
    }

    /// <summary>Holds its place until it is cancelled.</summary>
    private sealed class EndlessTool : IRewardTool
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public ToolCard Card { get; } = new() { Id = "endless", Kind = ToolKind.Judge, Description = "It never ends.", Version = "1" };

        public async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
        {
            _entered.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return [];
        }
    }
}
