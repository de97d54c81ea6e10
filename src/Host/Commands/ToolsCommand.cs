using System.CommandLine;
using Rlar.Host.Reporting;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary><c>rlar tools list|show|run|compare|choose|describe|scout|critique|watch|gate|synthesize|scale|history|revoke|release</c>.</summary>
internal static class ToolsCommand
{
    /// <summary>The command with its subcommands.</summary>
    internal static Command Create() =>
        new(
            "tools",
            "The tools that score completions: list them, show one, run one on labelled data, compare two, "
            + "choose among several; find and write new ones, try them, keep them.")
        {
            List(),
            Show(),
            Run(),
            ToolsCompareCommand.Create(),
            ToolsChooseCommand.Create(),
            ToolsDescribeCommand.Create(),
            ToolsScoutCommand.Create(),
            ToolsCritiqueCommand.Create(),
            ToolsWatchCommand.Create(),
            ToolsScaleCommand.Create(),
            ToolsGateCommand.Create(),
            ToolsSynthesizeCommand.Create(),
            ToolsHistoryCommand.History(),
            ToolsHistoryCommand.Revoke(),
            ToolsHistoryCommand.Release(),
        };

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a tool and line." };
        var tools = new LibraryOption();
        var command = new Command("list", "Lists the tools.") { json };
        tools.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var library = await tools.OpenAsync(parsed, cancellationToken);
            ToolCard[] cards = [.. library.Tools.Listed.Select(definition => definition.DefaultCard())];
            var width = cards.Max(card => card.Id.Length);
            foreach (var card in cards)
                System.Console.WriteLine(parsed.GetValue(json) ? ToolCardText.Json(card, null) : ToolCardText.Line(card, width));

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("ID") { Description = "The tool." };
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var tools = new LibraryOption();
        var command = new Command("show", "Shows what a tool is, needs and takes.") { id, json };
        tools.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetValue(id)!;
            await using var library = await tools.OpenAsync(parsed, cancellationToken);
            var definition = library.Tools.Find(name);
            var defaults = new Dictionary<string, string>();
            var (card, settings) = (definition.Create(defaults).Card, definition.Read(defaults));
            System.Console.WriteLine(parsed.GetValue(json) ? ToolCardText.Json(card, settings.Effective) : ToolCardText.Whole(card, settings));
            if (!parsed.GetValue(json) && library.Admitted?.Tools().FirstOrDefault(tool => tool.Draft.Id == name) is { } admitted)
                System.Console.WriteLine(LibraryToolText.Of(admitted));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Run()
    {
        var id = new Argument<string>("ID") { Description = "The tool." };
        var input = new Argument<string>("ROWS")
        {
            Description = $"Rows as {RowSource.Formats}: " + "{\"reference\"?, \"prompt\"?, \"tests\"?, \"constraints\"?, "
                + "\"completion\" | \"completions\"}.",
        };
        var output = new Option<string>("--output", "-o") { Description = "Where the outcomes go.", DefaultValueFactory = _ => "-", HelpName = "file" };
        var set = new Option<string[]>("--set") { Description = "An option of the tool; repeat for several.", HelpName = "option=value" };
        var columns = RunFlags.Columns();
        var join = RunFlags.Join();
        var split = RowSource.Split();
        var deadline = new Option<double>("--deadline")
        {
            Description = "Seconds that one call may take.",
            DefaultValueFactory = _ => 30,
            HelpName = "seconds",
        };
        var timing = new Option<bool>("--timing") { Description = "Write the time of each outcome (ms)." };
        var tools = new LibraryOption();
        var command = new Command(
            "run",
            """
            Runs one tool and prints its outcomes, one line a row, in order: the way to hold a tool against labelled data.

              rlar tools run numeric-match rows.jsonl
              rlar tools run numeric-match rows.jsonl --set relative=0.01
              rlar tools run json - < rows.jsonl
            """)
        {
            id, input, output, set, columns, join, split, deadline, timing,
        };
        tools.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var library = await tools.OpenAsync(parsed, cancellationToken);
            var tool = new RoutedTool(library.Tools.Create(parsed.GetValue(id)!, CommandValues.Settings(parsed.GetValue(set))), 1);
            var path = parsed.GetValue(input)!;
            var parser = new RowParser(new RowParserOptions
            {
                Columns = RunFlags.ColumnsOf(parsed.GetValue(columns)),
                Join = RunFlags.JoinOf(parsed.GetValue(join)),
                PromptRequired = false,
            });
            using var source = RowSource.Open(path, parsed.GetValue(split), parser.Keys, cancellationToken);
            var converses = path == "-" && parsed.GetValue(output) == "-"; // whoever asks row by row has each answer at once
            using var file = ResumableOutput.Open(new ResumableOutputOptions
            {
                FlushInterval = converses ? TimeSpan.Zero : new ResumableOutputOptions { Path = "-" }.FlushInterval,
                Path = parsed.GetValue(output)!,
                Mode = parsed.GetValue(output) == "-" ? OutputMode.New : OutputMode.Restart,
                InputPath = path == "-" ? null : path,
                StandardOutput = StandardStreams.Output(),
            });
            var runner = new ToolRunner(
                new ToolRunnerOptions { Deadline = CommandValues.Seconds(parsed.GetValue(deadline), "--deadline") },
                TimeProvider.System);
            using var writer = new OutcomeWriter();
            var failed = false;
            var results = OrderedWork.RunAsync(source.Read, ScoreAsync, Environment.ProcessorCount, cancellationToken);
            await foreach (var (group, call) in results)
            {
                failed |= call.Outcomes.Any(outcome => outcome is RewardOutcome.Failed);
                var outcomes = Enumerable.Range(0, call.Outcomes.Count)
                    .Select(i => RewardCombiner.Combine([call], i, parsed.GetValue(timing)).Outcome).ToArray();
                file.Append(writer.Write(group.Query.Id, outcomes).Span);
            }

            file.Complete();
            return failed ? ExitCode.SomeFailed : ExitCode.Done;

            async Task<(RolloutGroup Group, ToolCall Call)> ScoreAsync(InputLine line, CancellationToken token)
            {
                using (line)
                {
                    var group = parser.Parse(line.Bytes.Span, line.Number, source.Name);
                    return (group, await runner.RunAsync(tool, group, token));
                }
            }
        });
        return command;
    }
}
