using System.Globalization;
using System.Text;
using Rlar.Agents.Library;

namespace Rlar.Host.Reporting;

/// <summary>An admitted tool for a person: who made it, its source and what the gate found.</summary>
internal static class LibraryToolText
{
    /// <summary>What stands below its card.</summary>
    internal static string Of(LibraryTool tool)
    {
        var (draft, origin) = (tool.Draft, tool.Draft.Provenance);
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"  library     version {tool.Version}, for the task '{draft.Task}'")
            .AppendLine(CultureInfo.InvariantCulture, $"  made by     {origin.Agent}{(origin.Model is null ? ", without a model" : $" with {origin.Model}")}")
            .AppendLine(CultureInfo.InvariantCulture, $"  source      {DraftFiles.SourceOf(draft.Form)}");
        foreach (var line in draft.Content.ReplaceLineEndings("\n").TrimEnd().Split('\n'))
            text.AppendLine(CultureInfo.InvariantCulture, $"    {line}");
        return text.Append(GateReportText.Of(tool.Report)).ToString();
    }
}
