using System.Text.Json;
using Rlar.Agents.Scouting.Cards;

namespace Rlar.Agents.Scouting.Sources;

/// <summary>A model as a hub's API describes it.</summary>
/// <param name="Id">"owner/name".</param>
/// <param name="Revision">The commit, 40 hexadecimal digits.</param>
/// <param name="Files">The files to fetch: the smallest that runs here, the first of them, and what it needs beside it.</param>
/// <param name="Shape">What the listing tells.</param>
/// <param name="Card">What the listing claims.</param>
/// <param name="Gate">Why it cannot be had without a person's consent; null where it can.</param>
internal sealed record HubModel(string Id, string Revision, IReadOnlyList<CandidateFile> Files, ModelShape Shape, CardFacts Card, string? Gate)
{
    private const int MostFiles = 10_000;
    private static readonly string[] s_beside = ["config.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json"];

    /// <summary>Whether the model has a README.md.</summary>
    internal bool HasCard { get; private init; }

    /// <summary>Whether the model has a config.json.</summary>
    internal bool HasConfig { get; private init; }

    /// <summary>How reports name it: "owner/name@revision".</summary>
    internal string Where => $"{Id}@{Revision}";

    /// <summary>The id of an item of a listing; null for one that is none.</summary>
    internal static string? IdOf(JsonElement item) =>
        (item.Text("id") ?? item.Text("modelId")) is { } id && IsId(id) ? id : null;

    /// <summary>Id and revision of <see cref="Where"/>.</summary>
    internal static (string Id, string Revision) Parsed(string where)
    {
        var at = where.LastIndexOf('@');
        return at > 0 ? (where[..at], where[(at + 1)..]) : throw new ScoutException($"{where}: names no revision.");
    }

    /// <summary>Whether a file runs here.</summary>
    internal static bool IsRunnable(string name) =>
        name.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads what the hub says of a model; null where it is not that model, or has no revision.</summary>
    internal static HubModel? Read(string id, JsonElement json)
    {
        if (IdOf(json) != id || json.Text("sha") is not { Length: 40 } revision || !revision.All(char.IsAsciiHexDigit))
            return null;
        var listed = FilesOf(json);
        var format = listed.Any(file => IsRunnable(file.Name)) ? ""
            : listed.Any(file => file.Name.EndsWith(".safetensors", StringComparison.Ordinal)) ? "safetensors"
            : listed.Any(file => file.Name.EndsWith(".bin", StringComparison.Ordinal)) ? "pytorch"
            : "none";
        // The smallest: weights are often there in several precisions, and the name decides between two of one size.
        var main = listed.Where(file => IsRunnable(file.Name))
            .OrderBy(file => file.Bytes ?? long.MaxValue).ThenBy(file => file.Name, StringComparer.Ordinal).FirstOrDefault();
        if (main is not null)
            format = main.Name.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? "onnx" : "gguf";
        var shape = LocalShapes.OfConfig(json.Member("config"), format) with { Damage = null };
        var tags = Tags(json);
        var licence = tags.FirstOrDefault(tag => tag.StartsWith("license:", StringComparison.Ordinal))?["license:".Length..];
        return new HubModel(
            id,
            revision,
            main is null ? [] : [main, .. listed.Where(file => s_beside.Contains(file.Name))],
            shape,
            CardReader.OfListing("", tags, licence),
            Gated(json) ? "it is gated: accept its terms on its page and give the key of that account" : null)
        {
            HasCard = listed.Any(file => file.Name == "README.md"),
            HasConfig = listed.Any(file => file.Name == "config.json"),
        };
    }

    private static List<CandidateFile> FilesOf(JsonElement json)
    {
        var files = new List<CandidateFile>();
        foreach (var file in json.Items("siblings").Take(MostFiles))
        {
            if (file.Text("rfilename") is not { } name || !CandidateFile.IsPlain(name))
                continue;
            var sha256 = Hash(file.Member("lfs").Text("sha256"), 64);
            files.Add(new CandidateFile(name, file.Number("size"), sha256, sha256 is null ? Hash(file.Text("blobId"), 40) : null));
        }

        return files;
    }

    // "gated" is false, "auto" or "manual". With a key it may be open all the same; that shows when it is fetched.
    private static bool Gated(JsonElement json) =>
        json.Member("gated").ValueKind is JsonValueKind.String or JsonValueKind.True || json.Member("disabled").ValueKind == JsonValueKind.True;

    private static string[] Tags(JsonElement json) =>
        [.. json.Texts("tags"), .. new[] { json.Text("pipeline_tag"), json.Text("library_name") }.OfType<string>()];

    private static bool IsId(string id) =>
        id.Length <= 200 && id.Split('/') is { Length: 1 or 2 } parts
        && parts.All(part => part.Length > 0 && part[0] != '.' && part.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.'));

    private static string? Hash(string? text, int digits) => text?.Length == digits && text.All(char.IsAsciiHexDigitLower) ? text : null;
}
