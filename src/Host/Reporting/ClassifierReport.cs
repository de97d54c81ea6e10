using System.Globalization;
using Rlar.Agents.Classification;
using Spectre.Console;

namespace Rlar.Host.Reporting;

/// <summary>How right a classifier was on labelled rows, for people.</summary>
internal static class ClassifierReport
{
    private static readonly double[] s_coverages = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

    /// <summary>Writes it.</summary>
    /// <param name="rows">What was said of each row, and its task.</param>
    /// <param name="console">Where to.</param>
    internal static void Write(IReadOnlyList<(PromptClassification Said, string Task)> rows, IAnsiConsole console)
    {
        var all = new ClassifierMeasure(rows);
        // Not through the console, which would break them where it is narrow.
        var text = console.Profile.Out.Writer;
        text.WriteLine(
            $"{all.Count} rows: accuracy {Figure(all.Accuracy)} with abstentions by their most probable task, "
            + $"calibration error {Figure(all.CalibrationError)}; it answers {Percent(all.Coverage)} of them "
            + $"and is right on {Figure(all.AnsweredAccuracy)} of those.");
        text.WriteLine("Accuracy on the most confident share: "
            + string.Join(", ", s_coverages.Select(coverage => $"{Percent(coverage)} {Figure(all.AccuracyAt(coverage))}")));
        var table = new SummaryTable(
            new SummaryColumn("task"),
            new SummaryColumn("rows", "rows", 1),
            new SummaryColumn("abstained", "none"),
            new SummaryColumn("right of the rest", "right"),
            new SummaryColumn("taken for", "as", 2));
        foreach (var task in rows.GroupBy(row => row.Task).OrderBy(task => task.Key, StringComparer.Ordinal))
        {
            var measure = new ClassifierMeasure(task);
            var abstained = measure.Confusion.Where(cell => cell.Said.Length == 0).Sum(cell => cell.Count);
            var wrong = measure.Confusion.Where(cell => cell.Said.Length > 0 && cell.Said != task.Key).Select(cell => $"{cell.Said} {cell.Count}");
            table.Add(
                task.Key,
                $"{measure.Count}",
                $"{abstained}",
                abstained == measure.Count ? "-" : Figure(measure.AnsweredAccuracy),
                string.Join(", ", wrong));
        }

        table.Write(console);
    }

    private static string Figure(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0}%");
}
