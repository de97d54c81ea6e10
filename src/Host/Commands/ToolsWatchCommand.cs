using System.CommandLine;
using Rlar.Agents.Library;
using Rlar.Agents.Monitor;
using Rlar.Host.Reporting;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary><c>rlar tools watch SCORED…</c>: how the tools of a run did over its rows, and whether one changed.</summary>
internal static class ToolsWatchCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var scored = new Argument<string[]>("SCORED")
        {
            Description = "What 'rlar score' wrote, in the order of the run.",
            Arity = ArgumentArity.OneOrMore,
        };
        var reference = new Option<string?>("--reference") { Description = "A profile that windows are held against.", HelpName = "file" };
        var save = new Option<string?>("--save") { Description = "Where the profile of these rows goes.", HelpName = "file" };
        var rows = new Option<string?>("--rows")
        {
            Description = "The rows that were scored: the lengths of completions are taken from them.",
            HelpName = "file",
        };
        var columns = RunFlags.Columns();
        var window = Number("--window", "Rows of a window, of each tool.", new MonitorOptions().Window);
        var first = Number("--first", "Rows of the reference, of each tool: its first ones, where no profile has it.", new MonitorOptions().Reference);
        var bound = new Option<double>("--false-alarms")
        {
            Description = "The probability that a tool that has not changed is ever given an alarm.",
            DefaultValueFactory = _ => new MonitorOptions().FalseAlarms,
            HelpName = "p",
        };
        var byTask = new Option<bool>("--by-task") { Description = "Watch a tool apart for each task." };
        var json = new Option<bool>("--json") { Description = "As JSON on standard output." };
        var library = new Option<string?>("--quarantine")
        {
            Description = "A library, whose history gets the decisions: 'rlar score --library' with it asks the fallback of a tool in quarantine, until "
                + "'rlar tools release'.",
            HelpName = "library",
        };
        var command = new Command(
            "watch",
            """
            Reads the rows of a run in order and shows for each tool, window by window: how much it scored and failed, how many groups it gave no spread, its
            values, how they follow length and agree with the other tools. A window that is not as the reference was has an alarm; a tool that cannot be
            relied on is put into quarantine, which names its fallback. docs/tool-library.md explains the tests and the rules.

              rlar score rows.jsonl -o scored.jsonl
              rlar tools watch scored.jsonl --rows rows.jsonl --save good.json
              rlar tools watch later.jsonl --reference good.json --json
              rlar tools watch later.jsonl --reference good.json --quarantine tools

            Exit codes: 0 nothing changed, 1 an alarm or a quarantine, 2 bad usage or input, 130 cancelled.
            """)
        {
            scored, reference, save, rows, columns, window, first, bound, byTask, library, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            MonitorOptions options;
            try
            {
                options = new MonitorOptions
                {
                    Window = parsed.GetValue(window),
                    Reference = parsed.GetValue(first),
                    FalseAlarms = parsed.GetValue(bound),
                    ByTask = parsed.GetValue(byTask),
                };
            }
            catch (ArgumentOutOfRangeException)
            {
                throw new HostException("--window and --first must be between 10 and 100,000, and --false-alarms above 0 and below 1.");
            }

            var monitor = new ToolMonitor(options, parsed.GetValue(reference) is { } path ? Profile(path) : null);
            var lengths = parsed.GetValue(rows) is { } texts ? Lengths(texts, RunFlags.ColumnsOf(parsed.GetValue(columns)), cancellationToken) : null;
            var reports = new List<MonitorReport>();
            foreach (var file in parsed.GetValue(scored)!)
            {
                foreach (var group in ScoredGroups.Read(file, lengths, cancellationToken))
                    reports.Add(monitor.Observe(group));
            }

            var report = new MonitorReport(
                [.. reports.SelectMany(one => one.Windows).Concat(monitor.Unfinished())],
                [.. reports.SelectMany(one => one.Alarms)],
                [.. reports.SelectMany(one => one.Quarantines)]);
            if (parsed.GetValue(save) is { } target)
                Save(monitor.Profile(), target, options);
            if (parsed.GetValue(library) is { } folder)
                Quarantine(folder, report.Quarantines);
            if (parsed.GetValue(json))
                System.Console.Write(WatchReportText.Json(report));
            else
                WatchReportText.Write(report);
            return Task.FromResult(report.Alarms.Count + report.Quarantines.Count > 0 ? ExitCode.SomeFailed : ExitCode.Done);
        });
        return command;
    }

    private static void Quarantine(string folder, IReadOnlyList<Quarantine> decisions)
    {
        if (!Directory.Exists(folder))
            throw new HostException($"--quarantine {folder}: there is no such folder; give the folder of --library.");
        var library = ToolLibrary.Open(folder, TimeProvider.System);
        foreach (var decision in decisions)
        {
            var made = library.Quarantine(decision.Tool, decision.Fallback, decision.Task is null ? decision.Why : $"on {decision.Task}: {decision.Why}");
            System.Console.Error.WriteLine($"rlar: {decision.Tool} is in quarantine in {folder} by line {made.Number} of its history");
        }
    }

    private static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value, HelpName = "n" };

    private static Dictionary<string, int[]> Lengths(string path, ColumnMap columns, CancellationToken cancellationToken)
    {
        var parser = new RowParser(new RowParserOptions { Columns = columns, PromptRequired = false });
        using var source = RowSource.Open(path, split: null, parser.Keys, cancellationToken);
        return ScoredGroups.Lengths(source, parser, cancellationToken);
    }

    private static MonitorProfile Profile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return MonitorProfile.Load(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or MonitorException)
        {
            throw new HostException($"--reference {path}: {error.Message}", error);
        }
    }

    private static void Save(MonitorProfile profile, string path, MonitorOptions options)
    {
        if (profile.Tools.Count == 0)
            throw new HostException($"--save {path}: no tool has the {options.Reference} rows of a reference; give more rows, or a smaller --first.");
        try
        {
            using var file = File.Create(path);
            profile.Save(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"--save {path}: {error.Message}", error);
        }
    }
}
