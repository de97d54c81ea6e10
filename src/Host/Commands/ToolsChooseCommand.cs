using System.CommandLine;
using Rlar.Agents.Choosing;
using Rlar.Host.Reporting;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary><c>rlar tools choose ROWS --among A,B,C</c>: the tool that agrees best with labels.</summary>
internal static class ToolsChooseCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var input = new Argument<string>("ROWS") { Description = $"Labelled rows as {RowSource.Formats}." };
        var among = new Option<string>("--among") { Description = "The tools, with commas between them.", Required = true, HelpName = "id,id,..." };
        var labels = new Option<string>("--labels")
        {
            Description = "The column with the labels: a number, true or false a completion, higher is better. Rows with chosen and rejected need none.",
            DefaultValueFactory = _ => "labels",
            HelpName = "column",
        };
        var seed = new Option<ulong>("--seed") { Description = "The seed of the order of rows and of the samples.", HelpName = "n" };
        var error = new Option<double>("--error")
        {
            Description = "The chance of a wrong choice on one look.",
            DefaultValueFactory = _ => new ProbeOptions().Error,
            HelpName = "share",
        };
        var deadline = new Option<double>("--deadline")
        {
            Description = "Seconds that one call of a tool may take.",
            DefaultValueFactory = _ => 30,
            HelpName = "seconds",
        };
        var columns = RunFlags.Columns();
        var join = RunFlags.Join();
        var split = RowSource.Split();
        var json = new Option<bool>("--json") { Description = "As JSON on standard output." };
        var tools = new LibraryOption();
        var command = new Command(
            "choose",
            """
            Chooses among tools by labelled rows: runs every tool on every row, in an order drawn by the seed, until the best is told apart from each other
            one by a paired interval. Where the rows do not suffice it says that it cannot tell these apart. docs/routing.md explains the figure.

              rlar tools choose labelled.jsonl --among math,numeric-match,contains
              rlar tools choose gsm8k.jsonl --among math,exact-match --labels is_correct --columns completion=solution,reference=gold
              rlar tools choose preferences.jsonl --among length,rm/NAME,judge --model judge.gguf

            Exit codes: 0 chosen, 1 they cannot be told apart, 2 bad usage or input, 130 cancelled.
            """)
        {
            input, among, labels, seed, error, deadline, columns, join, split, json,
        };
        tools.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string[] ids = [.. parsed.GetValue(among)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
            if (ids.Length < 2)
                throw new HostException("--among takes two tools or more, with commas between them.");
            if (parsed.GetValue(error) is not (> 0 and < 0.5))
                throw new HostException($"--error must be above 0 and below 0.5, not {parsed.GetValue(error)}.");
            await using var library = await tools.OpenAsync(parsed, cancellationToken);
            RoutedTool[] candidates = [.. ids.Select(id => new RoutedTool(library.Tools.Create(id), 1))];
            var parser = new RowParser(new RowParserOptions
            {
                Columns = RunFlags.ColumnsOf(parsed.GetValue(columns)),
                Join = RunFlags.JoinOf(parsed.GetValue(join)),
                PromptRequired = false,
            });
            using var source = RowSource.Open(parsed.GetValue(input)!, parsed.GetValue(split), keys: null, cancellationToken);
            var rows = LabelledRow.ReadAll(source, parser, parsed.GetValue(labels)!, cancellationToken);
            var runner = new ToolRunner(
                new ToolRunnerOptions { Deadline = CommandValues.Seconds(parsed.GetValue(deadline), "--deadline") }, TimeProvider.System);
            var verdict = await ProbeChoice.RunAsync(
                ids,
                rows.Count,
                async (row, token) => await Task.WhenAll(candidates.Select(tool => FigureAsync(runner, tool, rows[row], token))),
                new ProbeOptions { Seed = parsed.GetValue(seed), Error = parsed.GetValue(error) },
                cancellationToken);
            ChoiceReport.Write(verdict, parsed.GetValue(json));
            return verdict.Best is null ? ExitCode.SomeFailed : ExitCode.Done;
        });
        return command;
    }

    private static async Task<double> FigureAsync(ToolRunner runner, RoutedTool tool, LabelledRow row, CancellationToken cancellationToken)
    {
        var call = await runner.RunAsync(tool, row.Group, cancellationToken);
        return ProbeFigure.Of([.. call.Outcomes.Select(outcome => outcome is RewardOutcome.Scored scored ? tool.ToReward(scored.Value) : (double?)null)], row.Labels);
    }
}
