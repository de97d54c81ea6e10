using System.Text.Json;
using System.Text.Json.Nodes;
using Rlar.Inference.Catalog;

namespace Rlar.Host.Reporting;

/// <summary>What is printed about a model of the catalogue.</summary>
internal static class CatalogEntryText
{
    /// <summary>One object, with the folder where the model is on this machine.</summary>
    internal static string Json(CatalogEntry entry, string? folder)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(entry, ModelSummaryText.Format)!;
        json["folder"] = folder;
        return json.ToJsonString(ModelSummaryText.Format);
    }

    /// <summary>One line, and a second one with the folder where the model is on this machine.</summary>
    internal static string Line(CatalogEntry entry, string? folder) =>
        $"{entry.Name,-22} {entry.Megabytes,5} MB  {(folder is null ? "" : "here"),-4}  {entry.Licence,-16}  {entry.Description}"
        + $"{(folder is null ? "" : $"\n{"",-38}{folder}")}";
}
