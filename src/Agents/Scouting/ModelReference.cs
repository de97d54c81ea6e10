using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Scouting;

/// <summary>The content of a draft of the form <see cref="DraftForm.Model"/>: which file it is, what its hash must be, and how it is asked.</summary>
/// <param name="Model">The model's file, or its name in the catalogue.</param>
/// <param name="Sha256">The SHA-256 of its file, 64 lower-case hexadecimal digits.</param>
/// <param name="From">Where it was found, with the revision; for a person.</param>
/// <param name="Licence">Its licence; null where none was named.</param>
/// <param name="Beside">The SHA-256 of the files beside it that decide its numbers (tokenizer, config), by name.</param>
/// <param name="Settings">The options of <c>rm/MODEL</c> that it is asked with.</param>
public sealed record ModelReference(
    string Model, string Sha256, string From, string? Licence, SortedDictionary<string, string> Beside, SortedDictionary<string, string> Settings)
{
    private static readonly JsonSerializerOptions s_format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The files beside a model that decide its numbers.</summary>
    internal static IReadOnlyList<string> NamesBeside { get; } =
        ["config.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json", "sentence_bert_config.json"];

    /// <summary>Writes it as a draft's content; the same reference gives the same text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_format) + "\n";

    /// <summary>Reads a draft's content.</summary>
    /// <param name="json">The content.</param>
    /// <exception cref="DraftException">It has another form.</exception>
    public static ModelReference Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        ModelReference? read;
        try
        {
            read = JsonSerializer.Deserialize<ModelReference>(json, s_format);
        }
        catch (JsonException error)
        {
            throw new DraftException($"The reference to a model does not parse: {error.Message.TrimEnd('.')}.", error);
        }

        return read is { Sha256: { Length: 64 } hash } && hash.All(char.IsAsciiHexDigitLower) && read.Model.Length > 0
            ? read
            : throw new DraftException("The reference to a model needs a model and its sha256, 64 lower-case hexadecimal digits.");
    }

    /// <summary>The hashes of the files beside a model's file, those that are there.</summary>
    /// <param name="path">The model's file.</param>
    /// <exception cref="ScoutException">One cannot be read.</exception>
    internal static SortedDictionary<string, string> HashesBeside(string path)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in NamesBeside)
        {
            if (FileBeside(path, name) is { } file)
                hashes[name] = HashOf(file);
        }

        return hashes;
    }

    /// <summary>A file beside a model's, or in the folder above one named "onnx"; null where there is none.</summary>
    internal static string? FileBeside(string path, string name)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string?[] folders = Path.GetFileName(folder) == "onnx" ? [folder, Path.GetDirectoryName(folder)] : [folder];
        return folders.OfType<string>().Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>The SHA-256 of a file.</summary>
    /// <exception cref="ScoutException">It cannot be read.</exception>
    internal static string HashOf(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScoutException($"{file}: cannot be read: {error.Message}", error);
        }
    }
}
