using System.CommandLine;
using Rlar.Host.Evaluation;
using Rlar.Host.Reporting;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Run;
using Rlar.Scoring.Suites;

namespace Rlar.Host.Commands;

/// <summary><c>rlar eval SUITE DATA -o FOLDER</c>: a tool on a benchmark of rewards.</summary>
internal static class EvalSuiteCommand
{
    /// <summary>The command of one suite.</summary>
    /// <param name="suite">The suite.</param>
    internal static Command Create(ISuite suite)
    {
        var data = new Argument<string?>("DATA") { Description = $"Your copy: {suite.Origin}.", Arity = ArgumentArity.ZeroOrOne };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The folder of the results; an interrupted run goes on there.",
            HelpName = "folder",
        };
        var tool = new Option<string?>("--tool") { Description = "The tool that is evaluated. Default: what the rows are routed to.", HelpName = "id" };
        var set = new Option<string[]>("--set") { Description = "An option of --tool; repeat for several.", HelpName = "option=value" };
        var against = new Option<string?>("--against") { Description = "Another tool on the same rows, with a paired test.", HelpName = "id" };
        var setAgainst = new Option<string[]>("--set-against") { Description = "An option of --against; repeat for several.", HelpName = "option=value" };
        var resamples = new Option<int>("--bootstrap") { Description = "Resamples of the intervals.", DefaultValueFactory = _ => 2000, HelpName = "n" };
        var seed = new Option<int>("--seed") { Description = "The seed of the resamples.", DefaultValueFactory = _ => 0, HelpName = "n" };
        var split = RowSource.Split();
        var restart = new Option<bool>("--restart") { Description = "Throw what the folder has of an earlier run away." };
        var deadline = new Option<double>("--deadline")
        {
            Description = "Seconds that one call of a tool may take.",
            DefaultValueFactory = _ => 30,
            HelpName = "seconds",
        };
        var json = new Option<bool>("--json") { Description = "The summary as JSON on standard output." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress." };
        var library = new LibraryOption();
        var routing = new RoutingFlags();
        var command = new Command(
            suite.Name,
            $"""
            A tool on {suite.Name}.

            Data: {suite.Origin}.

              rlar eval {suite.Name} data.jsonl --tool rm/NAME --model NAME -o results
              rlar eval {suite.Name} data.jsonl --tool judge --model model.gguf --against length -o results

            The folder has the rows in RLAR's form, what the tool said of each, and summary.json. docs/evaluation.md explains the figures.
            Exit codes: 0 done, 1 some answers were not scored, 2 bad usage or input, 130 cancelled.
            """)
        {
            data, output, tool, set, against, setAgainst, resamples, seed, split, restart, deadline, json, quiet,
        };
        library.AddTo(command);
        foreach (var option in routing.All)
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var from = parsed.GetValue(data)
                ?? throw new HostException($"{suite.Name} is not shipped. Its data: {suite.Origin}: rlar eval {suite.Name} DATA -o FOLDER.");
            var folder = new SuiteFolder(suite, parsed.GetValue(output) ?? throw new HostException("-o FOLDER: where do the results go?"));
            var bootstrap = new SuiteBootstrap(CommandValues.AtLeastOne(parsed.GetValue(resamples), "--bootstrap"), parsed.GetValue(seed));
            using (var source = RowSource.Open(from, parsed.GetValue(split), null, cancellationToken))
                folder.Import(source, cancellationToken);
            await using var opened = await library.OpenAsync(parsed, cancellationToken);
            var runs = new SuiteRuns(folder, opened, parsed.GetValue(restart), parsed.GetValue(quiet), new RewardRunOptions
            {
                Parallelism = Math.Max(Environment.ProcessorCount, opened.Requests),
                Tools = new ToolRunnerOptions { Deadline = CommandValues.Seconds(parsed.GetValue(deadline), "--deadline") },
            });
            var first = await runs.RunAsync(
                "scored", Router(parsed.GetValue(tool), parsed.GetValue(set), "--set") ?? routing.Open(parsed, opened, cancellationToken), cancellationToken);
            (string, IReadOnlyList<SuiteResult>)? second = Router(parsed.GetValue(against), parsed.GetValue(setAgainst), "--set-against") is { } other
                ? await runs.RunAsync("against", other, cancellationToken)
                : null;
            var summary = SuiteSummary.Of(suite, folder, first, second, bootstrap);
            Write(summary, folder, parsed.GetValue(json));
            return summary.Unscored.Any(count => count > 0) ? ExitCode.SomeFailed : ExitCode.Done;

            FixedRouter? Router(string? id, string[]? settings, string option)
            {
                var given = CommandValues.Settings(settings, option);
                if (id is not null)
                    return new FixedRouter(opened.Tools.Create(id, given), opened.Version);
                return given.Count == 0 ? null : throw new HostException($"{option} goes with a tool that is named.");
            }
        });
        return command;
    }

    private static void Write(SuiteSummary summary, SuiteFolder folder, bool asJson)
    {
        using (var file = File.Create(folder.File("summary.json")))
            SuiteReport.Write(summary, file);
        if (summary.Comparison is { } comparison)
        {
            using var file = File.Create(folder.File("differences.jsonl"));
            SuiteReport.WriteDifferences(comparison, file);
        }

        if (asJson)
        {
            using (var standard = System.Console.OpenStandardOutput())
                SuiteReport.Write(summary, standard);
            System.Console.WriteLine();
            return;
        }

        foreach (var line in SuiteReport.Lines(summary))
            System.Console.WriteLine(line);
    }
}
