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
        console.WriteLine(
            $"{all.Count} rows: accuracy {Figure(all.Accuracy)}, calibration error {Figure(all.CalibrationError)}; "
            + $"it answers {all.Coverage.ToString("P0", CultureInfo.InvariantCulture)} of them and is right on {Figure(all.AnsweredAccuracy)} of those.");
        console.WriteLine("Accuracy on the most confident share: "
            + string.Join(", ", s_coverages.Select(coverage => $"{coverage.ToString("P0", CultureInfo.InvariantCulture)} {Figure(all.AccuracyAt(coverage))}")));
        var table = new SummaryTable(
            new SummaryColumn("task"), new SummaryColumn("rows", "rows", 1), new SummaryColumn("right"), new SummaryColumn("taken for", "as", 2));
        foreach (var task in rows.GroupBy(row => row.Task).OrderBy(task => task.Key, StringComparer.Ordinal))
        {
            var measure = new ClassifierMeasure(task);
            var wrong = measure.Confusion.Where(cell => cell.Said != task.Key)
                .Select(cell => $"{(cell.Said.Length == 0 ? "nothing" : cell.Said)} {cell.Count}");
            table.Add(task.Key, $"{measure.Count}", Figure(measure.Accuracy), string.Join(", ", wrong));
        }

        table.Write(console);
    }

    private static string Figure(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
