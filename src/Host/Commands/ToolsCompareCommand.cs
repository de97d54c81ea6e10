using System.CommandLine;
using Rlar.Host.Reporting;
using Rlar.Scoring.Comparison;
using Rlar.Scoring.Pipeline;

namespace Rlar.Host.Commands;

/// <summary><c>rlar tools compare A B ROWS</c>: two tools on the same rows.</summary>
internal static class ToolsCompareCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var first = new Argument<string>("A") { Description = "A tool." };
        var second = new Argument<string>("B") { Description = "Another, or the same with other settings." };
        var input = new Argument<string>("ROWS") { Description = "Rows as for 'rlar tools run'; - for standard input." };
        var setA = new Option<string[]>("--set-a") { Description = "An option of A; repeat for several.", HelpName = "option=value" };
        var setB = new Option<string[]>("--set-b") { Description = "An option of B; repeat for several.", HelpName = "option=value" };
        var groupBy = new Option<string?>("--group-by")
        {
            Description = "For rows of one completion: rows of one id, of one prompt, or with one value in a column are one group.",
            HelpName = "id|prompt|column",
        };
        var top = new Option<int>("--top") { Description = "How many differing completions to show.", DefaultValueFactory = _ => 10, HelpName = "n" };
        var columns = RunFlags.Columns();
        var join = RunFlags.Join();
        var deadline = new Option<double>("--deadline")
        {
            Description = "Seconds that one call may take.",
            DefaultValueFactory = _ => 30,
            HelpName = "seconds",
        };
        var json = new Option<bool>("--json") { Description = "As JSON on standard output." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress." };
        var tools = new LibraryOption();
        var command = new Command(
            "compare",
            """
            Holds two tools against one another: how often they agree, how far apart they are as rewards (STARC distance: 0 the same preferences, 1 the
            opposite ones), how they rank the completions of a group, and which completions they judge differently. docs/reports.md explains the numbers.

              rlar tools compare numeric-match math rows.jsonl
              rlar tools compare numeric-match numeric-match rows.jsonl --set-b relative=0.01
              rlar tools compare math judge rows.jsonl --model model.gguf --group-by prompt --json

            Exit codes: 0 compared, 1 some completions failed, 2 bad usage or input, 130 cancelled.
            """)
        {
            first, second, input, setA, setB, groupBy, top, columns, join, deadline, json, quiet,
        };
        tools.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var library = await tools.OpenAsync(parsed, cancellationToken);
            var a = library.Tools.Create(parsed.GetValue(first)!, CommandValues.Settings(parsed.GetValue(setA), "--set-a"));
            var b = library.Tools.Create(parsed.GetValue(second)!, CommandValues.Settings(parsed.GetValue(setB), "--set-b"));
            var options = new ComparisonOptions
            {
                Input = parsed.GetValue(input)!,
                StandardInput = StandardStreams.Input(cancellationToken),
                Columns = RunFlags.ColumnsOf(parsed.GetValue(columns)),
                Join = RunFlags.JoinOf(parsed.GetValue(join)),
                GroupBy = CommandValues.GroupKey(parsed.GetValue(groupBy)),
                Differences = parsed.GetValue(top) is >= 0 and <= 100_000 and var most
                    ? most
                    : throw new HostException($"--top must be between 0 and 100,000, not {parsed.GetValue(top)}."),
                Tools = new ToolRunnerOptions { Deadline = CommandValues.Seconds(parsed.GetValue(deadline), "--deadline") },
            };
            var report = new ProgressReport(options.Input, parsed.GetValue(quiet), library.HasModels ? () => library.Texts : null);
            var comparison = await report.FollowAsync(() => new ComparisonRun(a, b, options).RunAsync(report, cancellationToken));
            if (parsed.GetValue(json))
                ComparisonReport.WriteJson(comparison, a.Card, b.Card);
            else
                ComparisonReport.Write(comparison, a.Card, b.Card);
            return comparison.A.Failed + comparison.B.Failed > 0 ? ExitCode.SomeFailed : ExitCode.Done;
        });
        return command;
    }
}
