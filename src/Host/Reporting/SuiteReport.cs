using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rlar.Host.Evaluation;
using Rlar.Scoring.Suites;

namespace Rlar.Host.Reporting;

/// <summary>What came of a suite: lines for a person, and JSON.</summary>
internal static class SuiteReport
{
    private static readonly JsonWriterOptions Json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The lines for a person.</summary>
    internal static IEnumerable<string> Lines(SuiteSummary summary)
    {
        yield return $"{summary.Suite}: {Plural.Of(summary.Rows, "row")}; {summary.Tool}{(summary.Against is null ? "" : $", against {summary.Against}")}";
        if (summary.LeftOut > 0)
            yield return $"{Plural.Of(summary.LeftOut, "row")} left out, as the suite has it: the annotators' ties, or no right answer beside a wrong one.";
        if (summary.Unscored[0] > 0)
            yield return Missing(summary.Unscored[0], summary.Tool, "scored.jsonl");
        if (summary.Against is { } other && summary.Unscored[1] > 0)
            yield return Missing(summary.Unscored[1], other, "against.jsonl");
        var width = summary.Figures.Select(line => line.Figure.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var line in summary.Figures)
            yield return Line(line, width);
        foreach (var habit in Habits(summary.Habits))
            yield return habit;
        if (summary.Comparison is { } comparison)
        {
            yield return Text(
                $"differ on {Plural.Of(comparison.Differing.Count, "row")}: {comparison.FirstBetter:N0} for the first, {comparison.SecondBetter:N0} ")
                + Text($"for the second; p = {comparison.P:0.0000} (exact sign test). differences.jsonl has them.");
        }
    }

    /// <summary>Writes the summary as JSON.</summary>
    internal static void Write(SuiteSummary summary, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, Json);
        json.WriteStartObject();
        json.WriteString("suite", summary.Suite);
        json.WriteString("tool", summary.Tool);
        if (summary.Against is not null)
            json.WriteString("against", summary.Against);
        json.WriteNumber("rows", summary.Rows);
        json.WriteNumber("left_out", summary.LeftOut);
        json.WriteStartArray("unscored");
        foreach (var count in summary.Unscored)
            json.WriteNumberValue(count);
        json.WriteEndArray();
        json.WriteStartArray("figures");
        foreach (var line in summary.Figures)
            Write(json, line);
        json.WriteEndArray();
        json.WriteStartObject("habits");
        foreach (var (name, value) in Named(summary.Habits))
            WriteNumber(json, name, value);
        json.WriteEndObject();
        if (summary.Comparison is { } comparison)
        {
            json.WriteStartObject("comparison");
            json.WriteNumber("differing", comparison.Differing.Count);
            json.WriteNumber("first_better", comparison.FirstBetter);
            json.WriteNumber("second_better", comparison.SecondBetter);
            json.WriteNumber("p", comparison.P);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes every row on which the two tools differ, a line each.</summary>
    internal static void WriteDifferences(SuiteComparison comparison, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        foreach (var (row, first, second) in comparison.Differing)
        {
            json.WriteStartObject();
            json.WriteString("id", row.Id);
            json.WriteString("subset", row.Subset);
            json.WriteNumber("first", first);
            json.WriteNumber("second", second);
            json.WriteString("prompt", row.Prompt.Count > 0 ? row.Prompt[^1].Content : "");
            json.WriteStartArray("answers");
            foreach (var answer in row.Answers)
            {
                json.WriteStartObject();
                json.WriteBoolean("right", answer.IsRight);
                json.WriteString("text", answer.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.Flush();
            stream.WriteByte((byte)'\n');
            json.Reset();
        }
    }

    private static string Missing(int rows, string tool, string file) =>
        $"{Plural.Of(rows, "row")} {Plural.Is(rows)} in no figure: {tool} did not score every answer. {file} says why.";

    private static string Line(SuiteLine line, int width)
    {
        var text = $"  {line.Figure.Name.PadRight(width)}  {Number(line.Figure.Value)}  {Interval(line.Interval),-16}  {line.Figure.Rows.Count,6:N0}";
        return line.Other is { } other
            ? $"{text}  against {Number(other)}, {Number(line.Figure.Value - other)} {Interval(line.Difference)}"
            : text;
    }

    private static IEnumerable<string> Habits(SuiteHabits habits)
    {
        if (habits.Count == 0)
            yield break;
        yield return $"  pairs {habits.Count:N0}, equal scores {Number(habits.Ties)}";
        yield return $"  the longer answer wins {Number(habits.Longer)} (it is the right one in {Number(habits.RightIsLonger)}); "
            + $"accuracy where the right one is longer {Number(habits.WhereLonger)}, shorter {Number(habits.WhereShorter)}";
        yield return double.IsNaN(habits.Consistent)
            ? "  sees one answer at a time: the order cannot matter"
            : $"  the same winner in both orders {Number(habits.Consistent)}, the answer shown first wins {Number(habits.First)}";
        if (!double.IsNaN(habits.Tau))
            yield return $"  Kendall's tau-b with what is right {Number(habits.Tau)}";
        yield return $"  calibration error of sigmoid(margin) {Number(habits.CalibrationError)}";
    }

    private static IEnumerable<(string Name, double Value)> Named(SuiteHabits habits) =>
    [
        ("pairs", habits.Count), ("ties", habits.Ties), ("longer_wins", habits.Longer), ("right_is_longer", habits.RightIsLonger),
        ("accuracy_where_longer", habits.WhereLonger), ("accuracy_where_shorter", habits.WhereShorter), ("consistent", habits.Consistent),
        ("first_wins", habits.First), ("kendall_tau_b", habits.Tau), ("calibration_error", habits.CalibrationError),
    ];

    private static void Write(Utf8JsonWriter json, SuiteLine line)
    {
        json.WriteStartObject();
        json.WriteString("name", line.Figure.Name);
        json.WriteBoolean("headline", line.Figure.IsTotal);
        json.WriteNumber("rows", line.Figure.Rows.Count);
        WriteNumber(json, "value", line.Figure.Value);
        WriteInterval(json, "interval", line.Interval);
        if (line.Other is { } other)
        {
            WriteNumber(json, "other", other);
            WriteInterval(json, "difference", line.Difference);
        }

        json.WriteEndObject();
    }

    private static void WriteInterval(Utf8JsonWriter json, string name, (double Low, double High)? interval)
    {
        if (interval is not var (low, high))
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        json.WriteNumberValue(low);
        json.WriteNumberValue(high);
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    private static string Interval((double Low, double High)? interval) => interval is var (low, high) ? $"[{Number(low)}, {Number(high)}]" : "";

    private static string Number(double value) => double.IsNaN(value) ? "-" : value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
