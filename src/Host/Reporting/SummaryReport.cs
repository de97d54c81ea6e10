using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rlar.Scoring.Run;
using Spectre.Console;

namespace Rlar.Host.Reporting;

/// <summary>What a run came to: a table on standard error, or JSON on standard output.</summary>
internal static class SummaryReport
{
    /// <summary>Writes the summary.</summary>
    /// <param name="run">The counts.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="json">As JSON.</param>
    /// <param name="output">Where the rows went.</param>
    internal static void Write(RunStatistics run, TimeSpan elapsed, bool json, string output)
    {
        if (json)
            WriteJson(run, elapsed);
        else
            WriteTables(run, elapsed, output);
    }

    private static void WriteTables(RunStatistics run, TimeSpan elapsed, string output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });
        if (System.Console.IsErrorRedirected)
            console.Profile.Width = 140;
        WriteCounts(console, run);
        var isGrouped = run.Sizes.Count != run.Groups;
        var line = $"{Plural.Of(run.Groups, isGrouped ? "row" : "group")}, {Plural.Of(run.Completions, "completion")}: "
            + $"{N(run.Scored)} scored, {N(run.Unscorable)} unscorable, {N(run.Failed)} failed; "
            + $"{Plural.Of(run.ZeroVarianceGroups, "group")} with zero variance; "
            + $"{T(elapsed)}, {run.Completions / Math.Max(1e-3, elapsed.TotalSeconds):N0} completions/s";
        System.Console.Error.WriteLine(line);
        if (run.ResumedRows > 0)
            System.Console.Error.WriteLine(
                $"{Plural.Of(run.ResumedRows, "row")} of before {Plural.Was(run.ResumedRows)} kept; the figures are of the rest.");
        if (run.SkippedRows > 0)
            System.Console.Error.WriteLine($"{Plural.Of(run.SkippedRows, "bad row")} {Plural.Was(run.SkippedRows)} skipped.");
        if (isGrouped || run.Sizes.Least != run.Sizes.Most)
        {
            var sizes = run.Sizes.Least == run.Sizes.Most ? "" : $"{run.Sizes.Least} to ";
            System.Console.Error.WriteLine(
                $"{Plural.Of(run.Sizes.Count, "group")} of {sizes}{Plural.Of(run.Sizes.Most, "completion")}, median {run.Sizes.Median}; "
                + $"{N(run.Sizes.OfOne)} of one.");
        }

        foreach (var doubt in DoubtReport.Lines(run.Doubts))
            System.Console.Error.WriteLine(doubt);
        if (output != "-")
            System.Console.Error.WriteLine($"Wrote {output}");
    }

    /// <summary>Writes the tables of tasks and tools.</summary>
    /// <param name="console">Where to; its width decides what is shown.</param>
    /// <param name="run">The counts.</param>
    internal static void WriteCounts(IAnsiConsole console, RunStatistics run)
    {
        var tasks = new SummaryTable(
            new("task"),
            new("groups"),
            new("scored"),
            new("unscorable"),
            new("failed"),
            new("mean reward", "mean"),
            new("std", "std", 2),
            new("zero variance", "zero var.", 1));
        foreach (var (name, task) in run.Tasks)
            tasks.Add(
                name,
                N(task.Groups),
                N(task.Scored),
                N(task.Unscorable),
                N(task.Failed),
                F(task.Rewards.Mean, task),
                F(task.Rewards.Deviation, task),
                N(task.ZeroVarianceGroups));
        tasks.Write(console);
        if (run.Tools.Count == 0)
            return;
        var tools = new SummaryTable(
            new("tool"),
            new("scored"),
            new("unscorable"),
            new("failed"),
            new("mean value", "mean"),
            new("std", "std", 2),
            new("time"),
            new("slowest call", "slowest", 1));
        foreach (var (name, tool) in run.Tools.OrderByDescending(t => t.Value.Elapsed))
            tools.Add(
                name,
                N(tool.Scored),
                N(tool.Unscorable),
                N(tool.Failed),
                F(tool.Rewards.Mean, tool),
                F(tool.Rewards.Deviation, tool),
                T(tool.Elapsed),
                T(tool.Slowest));
        tools.Write(console);
        foreach (var (name, tool) in run.Tools.Where(tool => tool.Value.Comparisons > 0))
            console.WriteLine($"{name}: {Share(tool)} of its comparisons are ties: the same place won in both orders, or neither did");
    }

    private static void WriteJson(RunStatistics run, TimeSpan elapsed)
    {
        using (var json = new Utf8JsonWriter(System.Console.OpenStandardOutput(), new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("groups", run.Groups);
            json.WriteNumber("completions", run.Completions);
            json.WriteNumber("scored", run.Scored);
            json.WriteNumber("unscorable", run.Unscorable);
            json.WriteNumber("failed", run.Failed);
            json.WriteNumber("zero_variance_groups", run.ZeroVarianceGroups);
            json.WriteNumber("skipped_rows", run.SkippedRows);
            json.WriteNumber("resumed_rows", run.ResumedRows);
            json.WriteNumber("seconds", Math.Round(elapsed.TotalSeconds, 3));
            DoubtReport.WriteJson(json, run);
            json.WriteStartObject("tasks");
            foreach (var (name, task) in run.Tasks)
            {
                WriteCount(json, name, task);
                json.WriteNumber("groups", task.Groups);
                json.WriteNumber("zero_variance_groups", task.ZeroVarianceGroups);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteStartObject("tools");
            foreach (var (name, tool) in run.Tools)
            {
                WriteCount(json, name, tool);
                if (tool.Comparisons > 0)
                {
                    json.WriteNumber("comparisons", tool.Comparisons);
                    json.WriteNumber("ties", tool.Ties);
                }

                json.WriteNumber("seconds", Math.Round(tool.Elapsed.TotalSeconds, 6));
                json.WriteNumber("slowest_call_seconds", Math.Round(tool.Slowest.TotalSeconds, 6));
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        System.Console.WriteLine();
    }

    private static void WriteCount(Utf8JsonWriter json, string name, OutcomeCount count)
    {
        json.WriteStartObject(name);
        json.WriteNumber("scored", count.Scored);
        json.WriteNumber("unscorable", count.Unscorable);
        json.WriteNumber("failed", count.Failed);
        if (count.Scored == 0)
            return;
        json.WriteNumber("mean", count.Rewards.Mean);
        json.WriteNumber("std", count.Rewards.Deviation);
    }

    private static string Share(ToolCount tool) => string.Create(
        CultureInfo.InvariantCulture, $"{100.0 * tool.Ties / tool.Comparisons:0.#}%");

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string F(double number, OutcomeCount of) => of.Scored == 0 ? "-" : number.ToString("0.000", CultureInfo.InvariantCulture);

    private static string T(TimeSpan time) => time.TotalSeconds >= 1 ? $"{time.TotalSeconds:0.0} s" : $"{time.TotalMilliseconds:0.0} ms";
}
