using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Rlar.Agents.Library;
using Rlar.Agents.Models;
using Rlar.Agents.Pipeline;
using Rlar.Agents.Routing;
using Rlar.Agents.Rows;
using Rlar.Grpo.Advantages;
using Rlar.Host.Scoring;

namespace Rlar.Host.Commands;

/// <summary><c>rlar score IN -o OUT</c>.</summary>
internal static class ScoreCommand
{
    private const int GreatestLineMiB = LineSourceOptions.GreatestLimit >> 20;

    /// <summary>The command with its options.</summary>
    internal static Command Create()
    {
        var input = new Argument<string>("IN") { Description = "Rows as JSONL, plain or gzip; - for standard input." };
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
        var onError = new Option<string>("--on-error")
        {
            Description = "A bad row: stop, or skip it and say so.",
            DefaultValueFactory = _ => "stop",
            HelpName = "stop|skip",
        };
        var resume = new Option<bool>("--resume") { Description = "Go on with the unfinished output of an interrupted run." };
        var restart = new Option<bool>("--restart") { Description = "Throw the unfinished output of an interrupted run away." };
        var tools = new LibraryOption();
        var routes = new Option<string?>("--routes") { Description = "Rules of your own, asked before the built-in ones.", HelpName = "file" };
        var tool = new Option<string?>("--tool") { Description = "Use this tool for every row, whatever the rules say.", HelpName = "id" };
        var set = new Option<string[]>("--set") { Description = "An option of --tool; repeat for several.", HelpName = "option=value" };
        var columns = new Option<string?>("--columns")
        {
            Description = "Which columns hold what, e.g. completion=solution,reference=gold.",
            HelpName = "field=column,...",
        };
        var ledger = new Option<string?>("--ledger") { Description = "Append what every tool said of every completion to this file.", HelpName = "file" };
        var deadline = new Option<double>("--deadline")
        {
            Description = "Seconds that one call of a tool may take.",
            DefaultValueFactory = _ => 30,
            HelpName = "seconds",
        };
        var parallelism = new Option<int>("--parallelism")
        {
            Description = "Groups scored at a time. Default: one a core.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            HelpName = "n",
        };
        var timing = new Option<bool>("--timing") { Description = "Write the time of each outcome (ms). Without it a run can be repeated byte by byte." };
        var maxLine = new Option<int>("--max-line-mb") { Description = "Longest row in MiB.", DefaultValueFactory = _ => 64, HelpName = "MiB" };
        var json = new Option<bool>("--json") { Description = "Print the summary as JSON on standard output." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress and no summary." };
        var flags = new AdvantageFlags();
        var command = new Command(
            "score",
            """
            Scores completions: a file of rollouts in, rewards and advantages out.

              rlar score examples/multitask.jsonl -o scored.jsonl
              rlar score rollouts.jsonl.gz -o scored.jsonl --advantage rloo --on-error skip
              zcat rollouts.jsonl.gz | rlar score - -o - --tool numeric-match | jq .rewards
              rlar score big.jsonl -o scored.jsonl --resume        after an interruption

            Exit codes: 0 done, 1 some rows or completions failed, 2 bad usage or input, 130 cancelled.
            """)
        {
            input, output, advantage, batch, onError, resume, restart, routes, tool, set, columns, ledger, deadline, parallelism, timing, maxLine, json, quiet,
        };
        tools.AddTo(command);
        foreach (var option in flags.All)
            command.Options.Add(option);

        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(resume) && parsed.GetValue(restart))
                throw new HostException("--resume and --restart exclude each other.");
            if (parsed.GetValue(json) && parsed.GetValue(output) == "-")
                throw new HostException("--json prints the summary on standard output, where -o - puts the rows; give -o a file.");
            var estimator = parsed.GetValue(advantage)!;
            var settings = new ScoreSettings
            {
                Input = parsed.GetValue(input)!,
                Output = parsed.GetValue(output)!,
                Mode = parsed.GetValue(resume) ? OutputMode.Resume : parsed.GetValue(restart) ? OutputMode.Restart : OutputMode.New,
                SkipsBadRows = parsed.GetValue(onError) switch
                {
                    "stop" => false,
                    "skip" => true,
                    var other => throw new HostException($"--on-error is stop or skip, not '{other}'."),
                },
                Columns = parsed.GetValue(columns) is { } map ? ColumnMap.Parse(map) : ColumnMap.None,
                MaxLineBytes = CommandValues.AtLeastOne(parsed.GetValue(maxLine), "--max-line-mb", most: GreatestLineMiB) << 20,
                LongLineRemedy = parsed.GetValue(maxLine) < GreatestLineMiB
                    ? $"Give --max-line-mb {GreatestLineMiB} or what the row needs, or split it."
                    : new LineSourceOptions().LongLineRemedy,
                Parallelism = CommandValues.AtLeastOne(parsed.GetValue(parallelism), "--parallelism", most: 4096),
                Tools = new ToolRunnerOptions { Deadline = CommandValues.Seconds(parsed.GetValue(deadline), "--deadline") },
                MeasuresTime = parsed.GetValue(timing),
                Advantages = estimator == "none" ? null : RefuseInputs(flags.Read(parsed, estimator, new Dictionary<string, double>())),
                BatchGroups = parsed.GetResult(batch) is null ? 0 : CommandValues.AtLeastOne(parsed.GetValue(batch), "--batch"),
                Ledger = parsed.GetValue(ledger),
            };
            RefuseLedger(settings);
            if (settings is { WaitsForBatch: true, BatchGroups: 0, Output: "-" })
                throw new HostException($"{estimator} looks at the whole input before the first row can be written: give -o a file, or --batch.");
            await using var library = tools.Open(parsed);
            var (router, routesHash) = Routing(library.Tools, parsed.GetValue(routes), parsed.GetValue(tool), CommandValues.Settings(parsed.GetValue(set)));
            settings = settings with { Fingerprint = Fingerprint(parsed, settings, routesHash, library.Models) };
            return await ReportedRun.RunAsync(settings, router, parsed.GetValue(quiet), parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static void RefuseLedger(ScoreSettings settings)
    {
        if (settings.Ledger is not { } ledger)
            return;
        if (ledger is "" or "-")
            throw new HostException("--ledger is a file; standard output is for the rows.");
        string[] taken = [settings.Input, settings.Output, settings.Output + ".part", settings.Output + ".part.json", settings.Output + ".rewards"];
        if (taken.Any(path => Path.GetFullPath(path) == Path.GetFullPath(ledger)))
            throw new HostException($"--ledger {ledger} is the run's input or output; give it a file of its own.");
    }

    /// <summary>A scored row has one reward a completion and perhaps lengths; it can be given to rlar advantages with the rest.</summary>
    private static AdvantageOptions RefuseInputs(AdvantageOptions options)
    {
        foreach (var step in options.Shaping)
        {
            if (step is IRunningShaping || (step.Needs & ~ShapingInputs.Lengths) != ShapingInputs.None)
                throw new HostException(
                    $"--shape {step.Name} needs more than the rewards of one run: "
                    + "score with --advantage none, add what it needs, and use 'rlar advantages'.");
        }

        return options;
    }

    private static (IRouter Router, string Hash) Routing(ToolLibrary library, string? routesFile, string? tool, IReadOnlyDictionary<string, string> settings)
    {
        if (tool is not null && routesFile is not null)
            throw new HostException("--routes picks the tools where --tool names one: give one of them.");
        if (tool is not null)
        {
            var fixedRouter = new FixedRouter(library.Create(tool, settings));
            return (fixedRouter, fixedRouter.Version);
        }

        if (settings.Count > 0)
            throw new HostException("--set goes with --tool; a rule's own settings stand in the file of --routes.");
        if (routesFile is null)
            return (new Router(library, RouteTable.BuiltIn), "built-in");
        var text = CommandValues.ReadFile(routesFile);
        return (new Router(library, RouteTable.BuiltIn.After(RouteTable.Parse(text, routesFile))), Convert.ToHexStringLower(SHA256.HashData(text))[..12]);
    }

    private static Dictionary<string, string> Fingerprint(ParseResult parsed, ScoreSettings settings, string routes, IReadOnlyList<LocalModel> models)
    {
        var fingerprint = new Dictionary<string, string>
        {
            ["rlar"] = typeof(ScoreCommand).Assembly.GetName().Version!.ToString(3),
            ["input"] = settings.Input,
            ["routes"] = routes,
            ["models"] = string.Join(' ', models.Select(model => $"{model.Name}@{model.Hash[..12]}")),
            ["columns"] = settings.Columns.ToString(),
            ["on-error"] = settings.SkipsBadRows ? "skip" : "stop",
            ["timing"] = settings.MeasuresTime ? "true" : "false",
            ["batch"] = settings.BatchGroups.ToString(),
        };

        // The advantage options as typed: their defaults belong to the version.
        foreach (var option in parsed.CommandResult.Children.OfType<System.CommandLine.Parsing.OptionResult>())
        {
            if (option.Option.Name is "--advantage" or "--preset" or "--epsilon" or "--population" or "--group-of-one" or "--gamma" or "--no-std" or "--shape")
                fingerprint[option.Option.Name.TrimStart('-')] = JsonSerializer.Serialize(option.Tokens.Select(token => token.Value));
        }

        return fingerprint;
    }
}
