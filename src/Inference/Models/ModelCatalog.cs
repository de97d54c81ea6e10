using System.Text.Json;

namespace Rlar.Inference.Models;

/// <summary>
/// The models that RLAR knows where to get: those of <c>src/Inference/Models/catalog.json</c>, and those of a user's own file of the same form.
/// </summary>
public sealed class ModelCatalog
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private ModelCatalog(IReadOnlyList<CatalogEntry> entries) => Entries = entries;

    /// <summary>The models, in the files' order; a user's replaces a built-in one of the same name.</summary>
    public IReadOnlyList<CatalogEntry> Entries { get; }

    /// <summary>The models that come with RLAR.</summary>
    public static ModelCatalog BuiltIn { get; } = new(Parse(ReadBuiltIn(), "catalog.json"));

    /// <summary>This catalog with the entries of a file added.</summary>
    /// <param name="json">The file: a list of <see cref="CatalogEntry"/>.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InferenceException">It has another form, or names a file outside of the model's folder.</exception>
    public ModelCatalog With(ReadOnlySpan<byte> json, string name)
    {
        var added = Parse(json, name);
        return new ModelCatalog([.. Entries.Where(entry => added.All(other => other.Name != entry.Name)), .. added]);
    }

    private static List<CatalogEntry> Parse(ReadOnlySpan<byte> json, string name)
    {
        List<CatalogEntry>? entries;
        try
        {
            entries = JsonSerializer.Deserialize<List<CatalogEntry>>(json, Format);
        }
        catch (JsonException error)
        {
            throw new InferenceException($"{name}: {error.Message} The form is that of src/Inference/Models/catalog.json.", error);
        }

        foreach (var entry in entries ?? [])
        {
            // Names become folders and files.
            foreach (var file in entry.Files.Select(file => file.Name).Prepend(entry.Name))
            {
                if (file.Length == 0 || file != System.IO.Path.GetFileName(file) || file.StartsWith('.'))
                    throw new InferenceException($"{name}: '{file}' is no plain file name.");
            }

            if (entry.Files.FirstOrDefault(file => file.Sha256 is { } hash && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower))) is { } wrong)
                throw new InferenceException($"{name}: the sha256 of '{wrong.Name}' is not 64 lower-case hexadecimal digits.");
        }

        return entries ?? [];
    }

    private static byte[] ReadBuiltIn()
    {
        using var stream = typeof(ModelCatalog).Assembly.GetManifestResourceStream("catalog.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
