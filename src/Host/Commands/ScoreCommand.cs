using System.CommandLine;
using Rlar.Agents.Monitor;
using Rlar.Grpo.Advantages;
using Rlar.Host.Advantages;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;

namespace Rlar.Host.Commands;

/// <summary><c>rlar score IN -o OUT</c>.</summary>
internal static class ScoreCommand
{
    private const int GreatestLineMiB = LineSourceOptions.GreatestLimit >> 20;

    /// <summary>The command with its options.</summary>
    internal static Command Create()
    {
        var input = new Argument<string>("IN") { Description = $"Rows as {RowSource.Formats}." };
        var output = new Option<string>("--output", "-o")
        {
            Description = "Where the scored rows go; - for standard output.",
            Required = true,
            HelpName = "file",
        };
        var advantage = new Option<string>("--advantage")
        {
            Description = $"Estimator: {string.Join(", ", AdvantageNames.Estimators.Keys)}, or none.",
            DefaultValueFactory = _ => "grpo",
            HelpName = "estimator",
        };
        var batch = new Option<int>("--batch")
        {
            Description = "Groups a batch, for estimators that look at a whole batch. Default: the whole input is one.",
            HelpName = "groups",
        };
        var groupBy = new Option<string?>("--group-by")
        {
            Description = "For rows of one completion: rows of one id, of one prompt, or with one value in a column are one group.",
            HelpName = "id|prompt|column",
        };
        var tools = new LibraryOption();
        var routing = new RoutingFlags();
        var tool = new Option<string?>("--tool") { Description = "Use this tool for every row, whatever the rules say.", HelpName = "id" };
        var set = new Option<string[]>("--set") { Description = "An option of --tool; repeat for several.", HelpName = "option=value" };
        var ledger = new Option<string?>("--ledger") { Description = "Append what every tool said of every completion to this file.", HelpName = "file" };
        var deadline = new Option<double>("--deadline")
        {
            Description = "Seconds that one call of a tool may take.",
            DefaultValueFactory = _ => 30,
            HelpName = "seconds",
        };
        var parallelism = new Option<int?>("--parallelism")
        {
            Description = "Groups scored at a time. Default: one per core; 16 where the library has scripts, whose workers are asked about many at once.",
            HelpName = "n",
        };
        var scale = new Option<string?>("--common-scale")
        {
            Description = "Scales of tools ('rlar tools scale'), so that values of different ranges mix by their weights.",
            HelpName = "file",
        };
        var maxLine = new Option<int>("--max-line-mb") { Description = "Longest row in MiB.", DefaultValueFactory = _ => 64, HelpName = "MiB" };
        var run = new RunFlags();
        var flags = new AdvantageFlags();
        var device = new DeviceFlag();
        var command = new Command(
            "score",
            """
            Scores completions: a file of rollouts in, rewards and advantages out.

              rlar score examples/multitask.jsonl -o scored.jsonl
              rlar score rollouts.parquet -o scored.parquet         the same columns, and the results beside them
              rlar score rollouts.jsonl.gz -o scored.jsonl --advantage rloo --on-error skip
              zcat rollouts.jsonl.gz | rlar score - -o - --tool numeric-match | jq .rewards
              rlar score big.jsonl -o scored.jsonl --resume        after an interruption
              rlar score big.jsonl -o scored.jsonl --extend        after big.jsonl has grown
              rlar score big.jsonl -o scored.jsonl --retry-failed  after what made some of it fail is mended

            Exit codes: 0 done, 1 some rows or completions failed or none has a reward, 2 bad usage, input or disk, 130 Ctrl-C, 141 the output's
            reader left, 143 SIGTERM.
            """)
        {
            input, output, advantage, batch, groupBy, tool, set, ledger, deadline, parallelism, scale, maxLine, device.Option,
        };
        tools.AddTo(command);
        foreach (var option in routing.All.Concat(run.All).Concat(flags.All))
            command.Options.Add(option);

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var files = run.Read(parsed, parsed.GetValue(input)!, parsed.GetValue(output)!, cancellationToken) with
            {
                MaxLineBytes = CommandValues.AtLeastOne(parsed.GetValue(maxLine), "--max-line-mb", most: GreatestLineMiB) << 20,
                LongLineRemedy = parsed.GetValue(maxLine) < GreatestLineMiB
                    ? $"Give --max-line-mb {GreatestLineMiB} or what the row needs, or split it."
                    : new LineSourceOptions().LongLineRemedy,
                Ledger = parsed.GetValue(ledger),
                GroupBy = CommandValues.GroupKey(parsed.GetValue(groupBy)),
            };
            using var opened = device.Open(parsed, threads: 1); // the groups are spread over the threads already
            var estimator = parsed.GetValue(advantage)!;
            var advantages = estimator == "none" ? null : RefuseInputs(flags.Read(parsed, estimator, new Dictionary<string, double>(), opened.Shaping));
            var options = new RewardRunOptions
            {
                Advantages = advantages is null ? null : opened.Compute(advantages),
                BatchGroups = parsed.GetResult(batch) is null ? 0 : CommandValues.AtLeastOne(parsed.GetValue(batch), "--batch"),
                MeasuresTime = run.MeasuresTime(parsed),
                Tools = new ToolRunnerOptions { Deadline = CommandValues.Seconds(parsed.GetValue(deadline), "--deadline") },
            };
            if (options is { Advantages.IsGroupLocal: false, BatchGroups: 0 } && files.Output == "-")
                throw new HostException($"{estimator} looks at the whole input before the first row can be written: give -o a file, or --batch.");
            CheckGrouping(files, options);
            await using var library = await tools.OpenAsync(parsed, cancellationToken);
            options = options with
            {
                Parallelism = CommandValues.AtLeastOne(
                    parsed.GetValue(parallelism) ?? Math.Min(library.Groups, RewardRunOptions.GreatestParallelism),
                    "--parallelism",
                    most: RewardRunOptions.GreatestParallelism),
            };
            var router = Fixed(parsed.GetValue(tool), routing.Given(parsed), library, CommandValues.Settings(parsed.GetValue(set)))
                ?? routing.Open(parsed, library, cancellationToken);
            if (parsed.GetValue(scale) is { } scales)
                router = new ScaledRouter(router, ToolScalesOf(scales, library.Tools));
            return await run.ReportAsync(parsed, new RewardRun(router, options), files, library, cancellationToken);
        });
        return command;
    }

    /// <summary>A scored row has one reward a completion and perhaps lengths; it can be given to rlar advantages with the rest.</summary>
    private static AdvantageOptions RefuseInputs(AdvantageOptions options)
    {
        if (BaselineFieldReader.Fields(options.Estimator) is { Length: > 0 } fields)
            throw new HostException(
                $"--advantage {AdvantageNames.Estimators.First(e => e.Value == options.Estimator).Key} needs {fields} beside the rewards: "
                + "score with --advantage none, add what it needs, and use 'rlar advantages'.");
        foreach (var step in options.Shaping)
        {
            if (step is IRunningShaping || (step.Needs & ~ShapingInputs.Lengths) != ShapingInputs.None)
                throw new HostException(
                    $"--shape {step.Name} needs more than the rewards of one run: "
                    + "score with --advantage none, add what it needs, and use 'rlar advantages'.");
        }

        return options;
    }

    private static void CheckGrouping(RowFiles files, RewardRunOptions options)
    {
        if (files.GroupBy is null || options.Advantages is null)
            return;
        if (options.BatchGroups > 0)
            throw new HostException("--group-by looks at the whole input, of which --batch takes a part: leave one of them out.");
        if (files.Output == "-")
            throw new HostException("--group-by looks at the whole input before the first row can be written: give -o a file, or --advantage none.");
    }

    // A scale of another version of a tool is refused before the first row, not in the middle of the rows.
    private static ToolScales ToolScalesOf(string path, ToolRegistry tools)
    {
        var scales = ToolsScaleCommand.Open(path);
        try
        {
            foreach (var id in scales.Tools.Where(tools.Contains))
                _ = scales.Of(tools.Find(id).DefaultCard());
        }
        catch (MonitorException error)
        {
            throw new HostException($"--common-scale {path}: {error.Message}", error);
        }

        return scales;
    }

    // The one tool that the user named; null where rows are routed.
    private static FixedRouter? Fixed(string? tool, string? routing, OpenLibrary library, IReadOnlyDictionary<string, string> settings)
    {
        if (tool is not null && routing is not null)
            throw new HostException($"{routing} picks the tools where --tool names one: give one of them.");
        if (tool is not null && library.Admitted?.Quarantined.FirstOrDefault(found => found.Id == tool) is { } quarantined)
            System.Console.Error.WriteLine($"rlar: {tool} is in quarantine, and is asked since --tool names it: {quarantined.Reason}");
        if (tool is not null)
            return new FixedRouter(library.Tools.Create(tool, settings), library.Version);
        return settings.Count == 0 ? null : throw new HostException("--set goes with --tool; a rule's own settings stand in the file of --routes.");
    }
}
