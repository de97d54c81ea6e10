using System.CommandLine;
using System.Net;
using Rlar.Grpo.Advantages;
using Rlar.Host.Advantages;
using Rlar.Rewards.Sandbox;
using Rlar.Scoring.Ledger;
using Rlar.Scoring.Pipeline;
using Rlar.Server;
using Rlar.Server.Live;
using Rlar.Server.Live.Watching;
using Rlar.Server.Native;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Host.Commands;

/// <summary><c>rlar serve</c>.</summary>
internal static class ServeCommand
{
    // A little less than what the second signal waits for.
    private static readonly TimeSpan s_drainTime = TimeSpan.FromSeconds(25);

    /// <summary>The command with its options.</summary>
    internal static Command Create()
    {
        var flags = new ServeFlags();
        var tools = new LibraryOption();
        var routing = new RoutingFlags();
        var estimators = new AdvantageFlags();
        var device = new DeviceFlag();
        var command = new Command(
            "serve",
            """
            Gives rewards over HTTP, to the trainers that people run and in their own forms (docs/protocols.md), until it is stopped.

              rlar serve
              curl -s localhost:8100/v1/score -d '{"prompt":"1+1","completions":["2"],"reference":"2"}'
              rlar serve --ledger said.ledger --advantage grpo
              RLAR_TOKEN=... rlar serve --address 0.0.0.0

            Loopback by default; any other address needs a token. Ctrl-C and SIGTERM answer what is under way; a second one ends at once.
            Exit codes: 2 bad usage or an address that is taken, 130 Ctrl-C, 143 SIGTERM.
            """);
        flags.AddTo(command);
        command.Options.Add(device.Option);
        tools.AddTo(command);
        foreach (var option in routing.All.Concat(estimators.All))
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var opened = device.Open(parsed, threads: 1);
            var known = Estimators(parsed, estimators, opened);
            var advantages = flags.Advantage(parsed) is var name && name == "none" ? null : known.GetValueOrDefault(name)
                ?? throw new HostException($"--advantage is none or one of {string.Join(", ", known.Keys)}, not '{name}'.");
            await using var library = await tools.OpenAsync(parsed, cancellationToken);
            var router = routing.Open(parsed, library, cancellationToken);
            using var ledger = flags.Ledger(parsed) is { } path ? new LedgerLog(path, TimeProvider.System) { Warn = Warn } : null;
            var live = new LiveLog();
            using var service = new RewardService(router, flags.Service(parsed) with
            {
                Advantages = advantages,
                Registry = library.Tools,
                Live = live,
                Ledger = ledger,
            });
            await using var sandbox = SandboxPool.Missing() is null ? new SandboxPool(SandboxSetup.Plain) : null;
            var parts = new ServerParts
            {
                Rewards = service,
                Tools = library.Tools,
                Models = new(library.ChatModels),
                Sandbox = sandbox,
                WhyNoSandbox = SandboxPool.Missing(),
                Limits = flags.Limits(parsed),
                Version = typeof(ServeCommand).Assembly.GetName().Version?.ToString(3) ?? "",
            };
            var options = flags.Server(parsed) with
            {
                Dialects = ServeDialects.All(parsed, flags, live, service.Meter, cancellationToken),
                Native = new NativeOptions { Advantages = known, Meter = service.Meter },
                DrainTime = s_drainTime,
            };
            await using var server = new RewardServer(options, parts);
            await server.StartAsync(cancellationToken);
            Say(server.Address, options, library.Tools);
            using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAll(
                new RunWatch(live, new WatchOptions { Paths = flags.Watched(parsed) }).RunAsync(watching.Token),
                Task.Delay(Timeout.Infinite, cancellationToken)
                    .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default));
            System.Console.Error.WriteLine("rlar: answering what is under way; Ctrl-C again ends at once");
            await server.StopAsync(CancellationToken.None);
            return ExitCode.Cancelled;
        });
        return command;
    }

    /// <summary>The estimators that need one group and nothing beside its rewards, by name.</summary>
    private static Dictionary<string, IAdvantages> Estimators(ParseResult parsed, AdvantageFlags flags, DeviceFlag.OpenDevice device)
    {
        var known = new Dictionary<string, IAdvantages>();
        foreach (var (name, estimator) in AdvantageNames.Estimators)
        {
            if (BaselineFieldReader.Fields(estimator).Length > 0 || !flags.GoesWith(parsed, estimator))
                continue;
            var options = flags.Read(parsed, name, new Dictionary<string, double>(), device.Shaping);
            if (options.IsGroupLocal && !options.Shaping.Any(step => step is IRunningShaping || (step.Needs & ~ShapingInputs.Lengths) != ShapingInputs.None))
                known.Add(name, device.Compute(options));
        }

        return known;
    }

    private static void Warn(string warning) => System.Console.Error.WriteLine($"rlar: {warning}");

    private static void Say(Uri address, RewardServerOptions options, ToolRegistry tools)
    {
        if (!IPAddress.IsLoopback(options.Address))
            Warn($"{options.Address} can be reached from other machines; whoever has the token can have programs run here, in the sandbox");
        System.Console.WriteLine(
            $"rlar: {address.AbsoluteUri.TrimEnd('/')} {Plural.Of(tools.Definitions.Count, "tool")}, speaks native, "
            + string.Join(", ", options.Dialects.Select(dialect => dialect.Name)));
        System.Console.Out.Flush();
    }
}
