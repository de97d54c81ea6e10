using System.CommandLine;
using Rlar.Host.Reporting;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Replay;

namespace Rlar.Host.Commands;

/// <summary><c>rlar replay LEDGER --rows IN</c>: which verdicts of a run would be others today.</summary>
internal static class ReplayCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var ledger = new Argument<string>("LEDGER") { Description = "The file that 'rlar score --ledger' wrote." };
        var rows = new Option<string>("--rows") { Description = "The rows that were scored; - for standard input.", Required = true, HelpName = "file" };
        var with = new Option<string[]>("--with")
        {
            Description = "Ask this tool in the place of the routes', against its own verdicts or those of a row's only tool; repeat for several.",
            HelpName = "tool",
        };
        var set = new Option<string[]>("--set") { Description = "An option of the one tool of --with; repeat for several.", HelpName = "option=value" };
        var routes = new Option<string?>("--routes") { Description = "Rules of your own, asked before the built-in ones.", HelpName = "file" };
        var run = new Option<int?>("--run") { Description = "Which run of the ledger, from 1. Default: the last.", HelpName = "n" };
        var tolerance = new Option<double>("--tolerance")
        {
            Description = "How far two values may be apart and still be the same.",
            DefaultValueFactory = _ => 0,
            HelpName = "number",
        };
        var columns = RunFlags.Columns();
        var join = RunFlags.Join();
        var split = RowSource.Split();
        var deadline = new Option<double>("--deadline")
        {
            Description = "Seconds that one call of a tool may take.",
            DefaultValueFactory = _ => 30,
            HelpName = "seconds",
        };
        var json = new Option<bool>("--json") { Description = "One JSON object a flip and line, and a last one with the counts." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress." };
        var tools = new LibraryOption();
        var command = new Command(
            "replay",
            """
            Scores the completions of a run again and lists every verdict that is another today, with the reasons of then and now: what an upgrade, another
            rule or another tool would have changed. The ledger holds verdicts and hashes, not texts: give it the rows.

              rlar score rollouts.jsonl -o scored.jsonl --ledger run.ledger
              rlar replay run.ledger --rows rollouts.jsonl                    with today's version, tools and routes
              rlar replay run.ledger --rows rollouts.jsonl --with math --set percent=lenient

            Exit codes: 0 every verdict is as it was, 1 some are others, some failed or none could be compared, 2 bad usage or input, 130 cancelled.
            """)
        {
            ledger, rows, with, set, routes, run, tolerance, columns, join, split, deadline, json, quiet,
        };
        tools.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var names = parsed.GetValue(with) ?? [];
            var settings = CommandValues.Settings(parsed.GetValue(set));
            if (settings.Count > 0 && names.Length != 1)
                throw new HostException("--set goes with one tool of --with.");
            if (names.Length > 0 && parsed.GetValue(routes) is not null)
                throw new HostException("--routes picks the tools where --with names them: give one of them.");
            if (!(parsed.GetValue(tolerance) >= 0))
                throw new HostException($"--tolerance must be a number from 0 on, not {parsed.GetValue(tolerance)}.");
            await using var library = await tools.OpenAsync(parsed, cancellationToken);
            var options = new ReplayOptions
            {
                Ledger = parsed.GetValue(ledger)!,
                Input = parsed.GetValue(rows)!,
                StandardInput = StandardStreams.Input(cancellationToken),
                Reading = RowSource.Reading(parsed.GetValue(split), keys: null),
                Columns = RunFlags.ColumnsOf(parsed.GetValue(columns)),
                Join = RunFlags.JoinOf(parsed.GetValue(join)),
                Run = parsed.GetValue(run),
                Tolerance = parsed.GetValue(tolerance),
                Tools = new ToolRunnerOptions { Deadline = CommandValues.Seconds(parsed.GetValue(deadline), "--deadline") },
            };
            IRewardTool[] instead = [.. names.Select(name => library.Tools.Create(name, settings))];
            var replay = new ReplayRun(RoutingFlags.Rules(library, parsed.GetValue(routes)), instead, options);
            var report = new ProgressReport(options.Input, parsed.GetValue(quiet), library.HasModels ? () => library.Texts : null);
            var flips = new FlipReport(parsed.GetValue(json));
            var summary = await report.FollowAsync(() => replay.RunAsync(flips.Write, report, cancellationToken));
            flips.WriteEnd(summary);
            return summary.Flips + summary.Failed > 0 || summary.Compared == 0 ? ExitCode.SomeFailed : ExitCode.Done;
        });
        return command;
    }
}
