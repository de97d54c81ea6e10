using System.Globalization;
using System.Text;
using Rlar.Agents.Gate;

namespace Rlar.Host.Reporting;

/// <summary>A gate's report for a person.</summary>
internal static class GateReportText
{
    /// <summary>All of it: the verdict, the evidence, a line a check, and the example of each that failed.</summary>
    internal static string Of(GateReport report)
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"{report.Id} {(report.Accepted ? "passes the gate" : "is refused")}")
            .AppendLine(CultureInfo.InvariantCulture,
                $"  hash        {report.Hash}, tool version {(report.ToolVersion.Length > 0 ? report.ToolVersion : "none")}, "
                + $"gate {report.GateVersion}, seed {report.Options.Seed}")
            .AppendLine(CultureInfo.InvariantCulture,
                $"  evidence    {report.Right} right and {report.Wrong} wrong answers labelled by others, {report.Generated} wrong ones made by the gate");
        if (report.Properties.Count > 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"  read        {string.Join("; ", report.Properties)}");
        var width = report.Checks.Max(check => check.Name.Length);
        foreach (var check in report.Checks)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {(check.Passed ? "pass" : "FAIL")}  {check.Name.PadRight(width)}  {check.Reason}");
            if (check.Example is not { } example)
                continue;
            text.AppendLine(CultureInfo.InvariantCulture, $"        {example.Kind}");
            if (example.Prompt.Length > 0)
                text.AppendLine(CultureInfo.InvariantCulture, $"          prompt      {Line(example.Prompt)}");
            if (example.Reference is { } reference)
                text.AppendLine(CultureInfo.InvariantCulture, $"          reference   {Line(reference)}");
            text.AppendLine(CultureInfo.InvariantCulture, $"          completion  {Line(example.Completion)}")
                .AppendLine(CultureInfo.InvariantCulture, $"          said {example.Outcome}, expected {example.Expected}");
        }

        return text.ToString().TrimEnd();
    }

    private static string Line(string text) => $"'{text.ReplaceLineEndings("⏎")}'";
}
