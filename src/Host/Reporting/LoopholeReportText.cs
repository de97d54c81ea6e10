using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rlar.Agents.Critique;

namespace Rlar.Host.Reporting;

/// <summary>What rewards seem to be given for, as lines or JSON.</summary>
internal static class LoopholeReportText
{
    private const int LongestExample = 120;

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>The report for a person.</summary>
    internal static string Lines(LoopholeReport report)
    {
        var text = new StringBuilder();
        var of = report.WithinPrompts ? "of the same prompts" : "of all prompts";
        text.Append(CultureInfo.InvariantCulture, $"{report.High} high and {report.Low} low completions, {of}\n");
        foreach (var loophole in report.Loopholes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(loophole.IsConfirmed ? "confirmed" : "suspected")}: {loophole.Why}\n");
            foreach (var example in loophole.Examples)
                text.Append(CultureInfo.InvariantCulture, $"  {example.Query.Id}: {Shown(example.Completion)}\n");
        }

        return text.Append(report.Loopholes.Count == 0 ? "Nothing was found.\n" : "").ToString();
    }

    /// <summary>The report as JSON.</summary>
    internal static string Json(LoopholeReport report) => JsonSerializer.Serialize(
        new
        {
            report.High,
            report.Low,
            report.WithinPrompts,
            Loopholes = report.Loopholes.Select(loophole => new
            {
                loophole.Kind,
                loophole.What,
                loophole.High,
                loophole.Low,
                loophole.Z,
                loophole.IsConfirmed,
                loophole.Why,
                Examples = loophole.Examples.Select(example => new { example.Query.Id, example.Completion, example.Reward, example.IsRight }),
            }),
        },
        s_json) + "\n";

    private static string Shown(string text) => (text.Length > LongestExample ? text[..LongestExample] + "…" : text).ReplaceLineEndings("⏎");
}
