using System.Buffers.Text;
using System.Text.Json;

namespace Rlar.Inference.Catalog;

/// <summary>
/// The models that RLAR knows where to get: those of <c>src/Inference/Catalog/catalog.json</c>, and those of a user's own file of the same form.
/// </summary>
public sealed class ModelCatalog
{
    /// <summary>How the hash of an archive starts.</summary>
    internal const string IntegrityStart = "sha512-";

    private const int IntegrityBytes = 64;

    private static readonly Lazy<ModelCatalog> s_builtIn = new(() => new ModelCatalog(Parse(ReadBuiltIn(), "catalog.json", null)));

    private ModelCatalog(IReadOnlyList<CatalogEntry> entries) => Entries = entries;

    /// <summary>The models, in the files' order; a user's replaces a built-in one of the same name.</summary>
    public IReadOnlyList<CatalogEntry> Entries { get; }

    /// <summary>How catalogues and manifests are written.</summary>
    internal static JsonSerializerOptions Format { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The models that come with RLAR.</summary>
    public static ModelCatalog BuiltIn => s_builtIn.Value;

    /// <summary>This catalog with the entries of a file added.</summary>
    /// <param name="json">The file: a list of <see cref="CatalogEntry"/>.</param>
    /// <param name="name">The file's path: what messages call it, and where relative paths in it start.</param>
    /// <exception cref="InferenceException">It has another form, or names a file outside of the model's folder.</exception>
    public ModelCatalog With(ReadOnlySpan<byte> json, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var added = Parse(json, name, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(name)));
        return new ModelCatalog([.. Entries.Where(entry => added.All(other => other.Name != entry.Name)), .. added]);
    }

    /// <summary>This catalog with the entries of a file added.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InferenceException">It cannot be read, or as for <see cref="With"/>.</exception>
    public ModelCatalog WithFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return With(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The model of a name, or null.</summary>
    public CatalogEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>What to say of a name that no model has.</summary>
    internal string Unknown(string name)
    {
        var near = Entries.Select(entry => entry.Name).Where(other => IsNear(name, other)).ToList();
        return $"{name}: there is no such file and no model of that name. "
            + $"{(near.Count > 0 ? $"There is {string.Join(", ", near)}." : "rlar models list names those that can be pulled.")}";
    }

    /// <summary>Whether a text can name a folder here: one segment, not hidden.</summary>
    internal static bool IsPlainName(string name) => IsPlainPath(name) && !name.Contains('/', StringComparison.Ordinal);

    private static bool IsPlainPath(string path) =>
        !path.Contains('\\', StringComparison.Ordinal) && !path.Contains('\0', StringComparison.Ordinal)
        && path.Split('/').All(segment => segment.Length > 0 && segment[0] != '.');

    private static bool IsNear(string typed, string name)
    {
        var (left, right) = (Letters(typed), Letters(name));
        if (left.Length >= 3 && (right.Contains(left, StringComparison.Ordinal) || left.Contains(right, StringComparison.Ordinal)))
            return true;
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= Math.Min(left.Length, 100); i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1)));
        }

        // The start of a long name counts as the name.
        return row.Skip(left.Length > 3 ? 0 : right.Length).Min() <= Math.Max(1, left.Length / 4);

        static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
    }

    private static List<CatalogEntry> Parse(ReadOnlySpan<byte> json, string name, string? folder)
    {
        List<CatalogEntry>? entries;
        try
        {
            entries = JsonSerializer.Deserialize<List<CatalogEntry>>(json, Format);
        }
        catch (JsonException error)
        {
            throw new InferenceException($"{name}: {error.Message.TrimEnd('.')}. The form is that of src/Inference/Catalog/catalog.json.", error);
        }

        foreach (var entry in entries ?? [])
            Check(entry, name);
        return [.. (entries ?? []).Select(entry => entry with
        {
            Files = [.. entry.Files.Select(file => file with { Parts = [.. file.Parts.Select(part => Rooted(part, folder))] })],
        })];
    }

    private static CatalogPart Rooted(CatalogPart part, string? folder) =>
        part.Package is null && folder is not null ? part with { File = System.IO.Path.GetFullPath(part.File, folder) } : part;

    private static void Check(CatalogEntry entry, string name)
    {
        // Names become folders and files.
        if (!IsPlainName(entry.Name))
            throw new InferenceException($"{name}: '{entry.Name}' is no plain file name.");
        foreach (var file in entry.Files)
        {
            if (!IsPlainPath(file.Name))
                throw new InferenceException($"{name}: '{file.Name}' is no plain file name.");
            if (file.Sha256 is { } hash && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)))
                throw new InferenceException($"{name}: the sha256 of '{file.Name}' is not 64 lower-case hexadecimal digits.");
            if (file.Conversion is not (null or CatalogFile.Llama2c))
                throw new InferenceException($"{name}: '{file.Name}' asks for the conversion '{file.Conversion}'; there is '{CatalogFile.Llama2c}' alone.");
            if (file.Conversion is not null && entry.Files.All(other => other.Name != CatalogFile.Llama2cTokenizer))
                throw new InferenceException(
                    $"{name}: '{file.Name}' is to be converted, "
                    + $"for which '{entry.Name}' needs a file {CatalogFile.Llama2cTokenizer}, too.");
            if (file.Parts.Count == 0)
                throw new InferenceException($"{name}: '{file.Name}' has no parts, so there is nothing to make it of.");
            if (file.Parts.FirstOrDefault(part =>
                part.Offset < 0 || part.Length < 0 || part.File.Length == 0 || part.Package is null != part.Version is null) is { } wrong)
                throw new InferenceException(
                    $"{name}: a part of '{file.Name}' is wrong: '{wrong.File}' needs a path, a package with its version or neither, "
                    + "and an offset and a length of 0 or more.");
        }

        if (entry.Files.GroupBy(file => file.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InferenceException($"{name}: '{entry.Name}' has the file '{twice.Key}' twice.");
        foreach (var (package, hash) in entry.Integrity ?? new Dictionary<string, string>())
        {
            if (!hash.StartsWith(IntegrityStart, StringComparison.Ordinal)
                || !Base64.IsValid(hash.AsSpan(IntegrityStart.Length), out var bytes)
                || bytes != IntegrityBytes)
                throw new InferenceException($"{name}: the integrity of '{package}' is not \"{IntegrityStart}\" and {IntegrityBytes} bytes in Base64.");
        }
    }

    private static byte[] ReadBuiltIn()
    {
        using var stream = typeof(ModelCatalog).Assembly.GetManifestResourceStream("catalog.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
