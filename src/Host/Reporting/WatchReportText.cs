using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rlar.Agents.Monitor;
using Spectre.Console;

namespace Rlar.Host.Reporting;

/// <summary>What watching tools found, as a table with its alarms, or as JSON.</summary>
internal static class WatchReportText
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        WriteIndented = true,
    };

    /// <summary>The report as JSON.</summary>
    internal static string Json(MonitorReport report) => JsonSerializer.Serialize(report, s_json) + "\n";

    /// <summary>Writes it to standard output for a person.</summary>
    internal static void Write(MonitorReport report)
    {
        var table = new SummaryTable(
            new SummaryColumn("tool"),
            new SummaryColumn("window"),
            new SummaryColumn("rows"),
            new SummaryColumn("scored"),
            new SummaryColumn("unscorable", "unsc"),
            new SummaryColumn("failed"),
            new SummaryColumn("no spread", "flat"),
            new SummaryColumn("mean"),
            new SummaryColumn("with length", "len", 2),
            new SummaryColumn("with others", "agr", 3),
            new SummaryColumn("ms", "ms", 1));
        foreach (var window in report.Windows.OrderBy(window => window.Tool, StringComparer.Ordinal).ThenBy(window => window.Task, StringComparer.Ordinal))
        {
            table.Add(
                Name(window.Tool, window.Task),
                (window.Window == 0 ? "ref" : window.Window.ToString(CultureInfo.InvariantCulture)) + (window.IsWhole ? "" : "…"),
                string.Create(CultureInfo.InvariantCulture, $"{window.FirstRow}-{window.LastRow}"),
                Share(window.Scored, window),
                Share(window.Unscorable, window),
                Share(window.Failed, window),
                Text(window.Flat, "0%"),
                Text(window.Mean, "0.###"),
                Text(window.Length, "0.00"),
                Text(window.Agreement, "0.00"),
                Text(window.Milliseconds, "0.##"));
        }

        // A file gets whole lines, as long as they are.
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Out) });
        if (System.Console.IsOutputRedirected)
            console.Profile.Width = 140;
        table.Write(console);
        foreach (var alarm in report.Alarms)
            System.Console.WriteLine($"alarm: {Name(alarm.Tool, alarm.Task)}: {alarm.Why}; such as {string.Join(", ", alarm.Examples)}");
        foreach (var decision in report.Quarantines)
            System.Console.WriteLine($"quarantine: {Name(decision.Tool, decision.Task)}: {decision.Why}; such as {string.Join(", ", decision.Examples)}");
        if (report.Alarms.Count + report.Quarantines.Count == 0)
            System.Console.WriteLine("No alarm.");
    }

    private static string Name(string tool, string? task) => task is null ? tool : $"{tool} ({task})";

    private static string Share(int count, WindowFigures window) => Text((double)count / window.Completions, "0.#%");

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
