using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rlar.Scoring.Comparison;
using Rlar.Scoring.Run;

namespace Rlar.Host.Reporting;

/// <summary>What came of two tools on the same rows: lines, or JSON, on standard output.</summary>
internal static class ComparisonReport
{
    private const int LongestText = 100;

    /// <summary>Writes the lines.</summary>
    internal static void Write(ToolComparison comparison, ToolCard a, ToolCard b)
    {
        foreach (var line in Lines(comparison, a, b))
            System.Console.WriteLine(line);
    }

    /// <summary>The comparison as JSON.</summary>
    internal static void WriteJson(ToolComparison comparison, ToolCard a, ToolCard b)
    {
        using (var json = new Utf8JsonWriter(
            System.Console.OpenStandardOutput(), new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("rows", comparison.Rows);
            json.WriteNumber("completions", comparison.Completions);
            WriteTool(json, "a", a, comparison.A);
            WriteTool(json, "b", b, comparison.B);
            json.WriteNumber("both_scored", comparison.Agreement.Count);
            json.WriteNumber("only_a_scored", comparison.OnlyAScored);
            json.WriteNumber("only_b_scored", comparison.OnlyBScored);
            WriteNumber(json, "equal", comparison.Agreement.Share);
            WriteNumber(json, "kappa", comparison.Agreement.Kappa);
            WriteNumber(json, "correlation", comparison.Agreement.Correlation);
            json.WriteNumber("starc", comparison.Starc.Distance);
            json.WriteNumber("starc_group_mean", comparison.Starc.GroupMean);
            json.WriteNumber("starc_groups", comparison.Starc.Groups);
            WriteNumber(json, "kendall_tau_b", comparison.Tau);
            json.WriteNumber("kendall_groups", comparison.TauGroups);
            json.WriteNumber("differing", comparison.Differing);
            json.WriteStartArray("differences");
            foreach (var difference in comparison.Differences)
            {
                json.WriteStartObject();
                json.WriteNumber("line", difference.Line);
                json.WriteString("id", difference.Id);
                json.WriteNumber("completion", difference.Completion);
                json.WriteNumber("size", difference.Size);
                json.WriteString("text", difference.Text);
                json.WriteString("reference", difference.Reference);
                OutcomeText.WriteJson(json, "a", difference.A);
                OutcomeText.WriteJson(json, "b", difference.B);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        System.Console.WriteLine();
    }

    /// <summary>The lines for a person.</summary>
    internal static IEnumerable<string> Lines(ToolComparison comparison, ToolCard a, ToolCard b)
    {
        var agreement = comparison.Agreement;
        yield return $"{Plural.Of(comparison.Rows, "row")}, {Plural.Of(comparison.Completions, "completion")}; A is {a.Id} ({a.Version}), B is {b.Id} ({b.Version})";
        yield return $"A: {Counts(comparison.A)}";
        yield return $"B: {Counts(comparison.B)}";
        yield return $"both scored        {agreement.Count:N0} (A alone {comparison.OnlyAScored:N0}, B alone {comparison.OnlyBScored:N0})";
        yield return $"equal              {Number(agreement.Share)}";
        yield return agreement is { IsBinary: true, Count: > 0 }
            ? $"Cohen's kappa      {Number(agreement.Kappa)} (A 1 and B 0: {agreement.OnlyA:N0}; A 0 and B 1: {agreement.OnlyB:N0})"
            : $"correlation        {Number(agreement.Correlation)}";
        yield return $"STARC distance     {Number(comparison.Starc.Groups > 0 ? comparison.Starc.Distance : null)}"
            + $" ({Plural.Of(comparison.Starc.Groups, "group")} of two or more; mean by group "
            + $"{Number(comparison.Starc.Groups > 0 ? comparison.Starc.GroupMean : null)})";
        yield return $"Kendall's tau-b    {Number(comparison.Tau)} (mean over {Plural.Of(comparison.TauGroups, "group")} in which neither is constant)";
        yield return $"{Plural.Of(comparison.Differing, "completion")} {(comparison.Differing == 1 ? "differs" : "differ")}"
            + $"{(comparison.Differing > comparison.Differences.Count ? $"; the first {comparison.Differences.Count:N0} of those that differ most:" : comparison.Differing > 0 ? ":" : ".")}";
        foreach (var difference in comparison.Differences)
        {
            yield return $"  line {difference.Line} ({difference.Id}), completion {difference.Completion}: {OutcomeText.Head(difference.Text, LongestText)}";
            yield return $"    A {OutcomeText.Of(difference.A)}";
            yield return $"    B {OutcomeText.Of(difference.B)}";
        }
    }

    private static void WriteTool(Utf8JsonWriter json, string name, ToolCard card, ToolCount count)
    {
        json.WriteStartObject(name);
        json.WriteString("tool", card.Id);
        json.WriteString("version", card.Version);
        json.WriteNumber("scored", count.Scored);
        json.WriteNumber("unscorable", count.Unscorable);
        json.WriteNumber("failed", count.Failed);
        WriteNumber(json, "mean", count.Scored > 0 ? count.Rewards.Mean : null);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private static string Counts(ToolCount count) =>
        $"{count.Scored:N0} scored, {count.Unscorable:N0} unscorable, {count.Failed:N0} failed; mean value {Number(count.Scored > 0 ? count.Rewards.Mean : null)}";

    private static string Number(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-";
}
