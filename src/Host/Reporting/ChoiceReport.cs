using System.Globalization;
using System.Text.Json;
using Rlar.Agents.Choosing;

namespace Rlar.Host.Reporting;

/// <summary>What came of a choice among tools: lines, or JSON, on standard output.</summary>
internal static class ChoiceReport
{
    /// <summary>Writes it.</summary>
    /// <param name="verdict">The choice.</param>
    /// <param name="asJson">Whether as one JSON object.</param>
    internal static void Write(ProbeVerdict verdict, bool asJson)
    {
        if (asJson)
        {
            System.Console.WriteLine(JsonSerializer.Serialize(new
            {
                best = verdict.Best,
                together = verdict.Together,
                rows = verdict.Rows,
                of = verdict.Of,
                tools = verdict.Tools.Select(tool => new
                {
                    id = tool.Tool,
                    figure = tool.Figure,
                    behind = tool.Behind,
                    low = tool.Low,
                    high = tool.High,
                    separated = tool.IsSeparated,
                }),
            }));
            return;
        }

        var width = verdict.Tools.Max(tool => tool.Tool.Length);
        foreach (var (tool, figure, behind, low, high, isSeparated) in verdict.Tools)
        {
            var interval = tool == verdict.Tools[0].Tool
                ? "the best"
                : Text($"behind by {behind:0.000} [{low:0.000}, {high:0.000}]{(isSeparated ? "" : ", not told apart")}");
            System.Console.WriteLine(Text($"{tool.PadRight(width)}  {figure:0.000}  {interval}"));
        }

        System.Console.WriteLine(verdict.Best is { } best
            ? $"{best} is the best of these, after {verdict.Rows} of {verdict.Of} rows."
            : $"Cannot tell these apart on {verdict.Rows} rows: {string.Join(", ", verdict.Together)}.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
