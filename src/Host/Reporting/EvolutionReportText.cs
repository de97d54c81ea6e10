using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rlar.Agents.Evolution;

namespace Rlar.Host.Reporting;

/// <summary>A walk over a data set: a transcript for a person, or JSON.</summary>
internal static class EvolutionReportText
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>One task: what it needed, who was asked, before and after.</summary>
    internal static string Task(TaskEvolution task)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"task {task.Label}, {task.Rows} {(task.Rows == 1 ? "row" : "rows")}\n");
        if (task.Description.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"  asked:   {Shown(task.Description)}\n");
        var tools = task.ToolsBefore.Count == 0 ? "no tool" : string.Join(", ", task.ToolsBefore);
        text.Append(CultureInfo.InvariantCulture, $"  before:  {tools}; {Figures(task.Before)}\n");
        text.Append(CultureInfo.InvariantCulture, $"  {(task.Outcome == TaskOutcome.Covered ? "covered:" : "need:   ")} {task.Need}\n");
        foreach (var attempt in task.Attempts)
        {
            var tool = attempt.Tool is null ? "" : $" {attempt.Tool} ({attempt.Hash})";
            text.Append(CultureInfo.InvariantCulture, $"  {attempt.Author}: {Word(attempt.Outcome)}{tool}\n");
            text.Append(CultureInfo.InvariantCulture, $"    {Shown(attempt.Why)}\n");
            if (attempt.Content is not null)
                text.Append(CultureInfo.InvariantCulture, $"    wrote: {Shown(attempt.Content)}\n");
            foreach (var finding in attempt.Findings)
                text.Append(CultureInfo.InvariantCulture, $"    critic: {Shown(finding)}\n");
            if (attempt.Example is not null)
                text.Append(CultureInfo.InvariantCulture, $"    on: {Shown(attempt.Example)}\n");
        }

        if (task.After is not null)
            text.Append(CultureInfo.InvariantCulture, $"  after:   {task.ToolAfter}; {Figures(task.After)}\n");
        if (task.HeldOut is not null)
            text.Append(CultureInfo.InvariantCulture, $"  held out: {Figures(task.HeldOut)}\n");
        return text.ToString();
    }

    /// <summary>The last lines: how many tasks came how far.</summary>
    internal static string Summary(EvolutionReport report)
    {
        var by = string.Join(", ", report.Tasks.GroupBy(task => task.Outcome).OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}"));
        var resumed = report.Resumed > 0 ? $", {report.Resumed} of them by an earlier run" : "";
        var end = report.IsCancelled ? "; cancelled, the same command goes on" : "";
        return $"{report.Tasks.Count} tasks{resumed}: {by}; {report.Steps} times an author was asked{end}\n";
    }

    /// <summary>The report as JSON.</summary>
    internal static string Json(EvolutionReport report) => JsonSerializer.Serialize(report, s_json) + "\n";

    private static string Word(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.NotWritten => "wrote nothing",
        AttemptOutcome.NotMade => "no tool can be made of",
        AttemptOutcome.Criticised => "the critic refuses",
        AttemptOutcome.NotSeparating => "does not help:",
        AttemptOutcome.Refused => "the gate refuses",
        _ => "admitted",
    };

    private static string Figures(TaskFigures figures)
    {
        var agreement = figures.Agreement is { } share ? FormattableString.Invariant($"{share:0.00} of {figures.Pairs} pairs") : "not known";
        return FormattableString.Invariant(
            $"scored {figures.ShareScored:0.00}, separated {figures.Separated} of {figures.Groups}, agreement {agreement}");
    }

    private static string Shown(string text) => (text.Length > 400 ? text[..400] + "…" : text).ReplaceLineEndings("⏎").TrimEnd('⏎');
}
