using System.Text.Json;

namespace Rlar.Inference.Conversion;

/// <summary>An object of a JSON file that says how a model is made; every error names the file and the key.</summary>
/// <param name="File">The file.</param>
/// <param name="Prefix">What stands before a key in messages: "" or "rope_scaling.".</param>
/// <param name="Value">The object.</param>
internal readonly record struct ConfigJson(string File, string Prefix, JsonElement Value)
{
    private const long MaxBytes = 64 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InferenceException">It cannot be read or is no JSON object.</exception>
    internal static ConfigJson Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
                throw new InferenceException($"{path}: has more than {MaxBytes >> 20} MiB, which no such file has.");
            using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 64 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new ConfigJson(path, "", document.RootElement.Clone())
                : throw new InferenceException($"{path}: is no JSON object.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read: {error.Message}", error);
        }
        catch (JsonException error)
        {
            throw new InferenceException($"{path}: not JSON: {error.Message.TrimEnd('.')}.", error);
        }
    }

    /// <summary>Reads a file that may be missing; null where it is.</summary>
    internal static ConfigJson? Find(string path) => System.IO.File.Exists(path) ? Read(path) : null;

    /// <summary>A field; null where it is missing or null.</summary>
    internal JsonElement? Field(string name) =>
        Value.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    /// <summary>A field that is an object; null where it is missing.</summary>
    internal ConfigJson? Object(string name) => Field(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => new ConfigJson(File, $"{Prefix}{name}.", value),
        _ => throw Error(name, "is no object"),
    };

    /// <summary>A whole number from 1 on.</summary>
    /// <param name="name">The key.</param>
    /// <param name="missing">What a missing one is; null: it must be there.</param>
    internal int Count(string name, int? missing = null) => Field(name) switch
    {
        null => missing ?? throw Error(name, "is missing"),
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var count) && count > 0 => count,
        { } other => throw Error(name, $"is {other.GetRawText()}, not a whole number from 1 on"),
    };

    /// <summary>A number above 0.</summary>
    /// <param name="name">The key.</param>
    /// <param name="missing">What a missing one is; null: it must be there.</param>
    internal double Number(string name, double? missing = null) => Field(name) switch
    {
        null => missing ?? throw Error(name, "is missing"),
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && number > 0 && double.IsFinite(number) => number,
        { } other => throw Error(name, $"is {other.GetRawText()}, not a number above 0"),
    };

    /// <summary>True or false.</summary>
    internal bool Flag(string name, bool missing) => Field(name) switch
    {
        null => missing,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => throw Error(name, $"is {other.GetRawText()}, neither true nor false"),
    };

    /// <summary>A text; null where it is missing.</summary>
    internal string? Text(string name) => Field(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { } other => throw Error(name, $"is {other.GetRawText()}, no text"),
    };

    /// <summary>A token as it is written: a text, or an object that describes it; null where it is missing.</summary>
    internal string? Token(string name) => Field(name) is { ValueKind: JsonValueKind.Object } ? Object(name)!.Value.Text("content") : Text(name);

    /// <summary>Ids of tokens: a number or a list of them; none where they are missing.</summary>
    internal int[] Ids(string name)
    {
        var (config, field) = (this, Field(name));
        return field switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(Id)],
            { } one => [Id(one)],
        };

        int Id(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var id) && id >= 0
            ? id
            : throw config.Error(name, $"has {value.GetRawText()}, which is no id of a token");
    }

    /// <summary>An error about a key.</summary>
    internal InferenceException Error(string name, string what) => new($"{File}: {Prefix}{name} {what}.");
}
