using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Rlar.Grpo.Report;

/// <summary>
/// Reads a file of a run, a record a line. Every field must be there but those that may be null, and no other; an error names file, line and field. A last
/// line without its end that is no record was cut off by a run that was killed: it is left out and said.
/// </summary>
internal static class RunLines
{
    private const byte LineEnd = (byte)'\n';
    private static readonly JsonSerializerOptions s_strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireAll } },
    };

    /// <summary>The records in their order; none where there is no file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="notes">Told what is left out.</param>
    /// <exception cref="TrainingException">A line is no record, or the file cannot be read.</exception>
    internal static IEnumerable<T> Read<T>(string path, List<string> notes)
    {
        if (!File.Exists(path))
            yield break;
        using var stream = Open(path);
        var buffer = new byte[1 << 16];
        for (int start = 0, end = 0, line = 1; ;)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf(LineEnd);
            if (length >= 0)
            {
                if (Parse<T>(path, line, buffer.AsSpan(start, length), out var error) is { } record)
                    yield return record;
                else if (error is not null)
                    throw error;
                (start, line) = (start + length + 1, line + 1);
                continue;
            }

            Array.Copy(buffer, start, buffer, 0, end - start);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var read = stream.Read(buffer, end, buffer.Length - end);
            end += read;
            if (read > 0)
                continue;
            if (Parse<T>(path, line, buffer.AsSpan(0, end), out var last) is { } whole)
                yield return whole;
            else if (last is not null)
                notes.Add($"The last line of {Path.GetFileName(path)} (line {line}) was cut off and is left out.");
            yield break;
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    // Null without an error: a blank line.
    private static T? Parse<T>(string path, int line, ReadOnlySpan<byte> text, out TrainingException? problem)
    {
        problem = null;
        if (text.Trim(" \t\r"u8).IsEmpty)
            return default;
        try
        {
            return JsonSerializer.Deserialize<T>(text, s_strict) ?? throw new JsonException("it is null");
        }
        catch (JsonException error)
        {
            problem = new TrainingException($"{path}:{line}: {Field<T>(text, error)}Is the file of another version, or was it edited?", error);
            return default;
        }
    }

    private static string Field<T>(ReadOnlySpan<byte> text, JsonException error)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return "a line must be an object. ";
            var known = s_strict.GetTypeInfo(typeof(T)).Properties;
            if (known.FirstOrDefault(property => property.IsRequired && !document.RootElement.TryGetProperty(property.Name, out _)) is { } missing)
                return $"the field '{missing.Name}' is missing. ";
            var names = known.Select(property => property.Name).ToHashSet();
            if (document.RootElement.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => !names.Contains(name)) is { } other)
                return $"the field '{other}' is not known. ";
            return error.Path is ['$', '.', .. var path] ? $"field '{path}': {Short(error)} " : $"{Short(error)} ";
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return "it is not valid JSON. ";
        }
    }

    private static string Short(JsonException error) => error.Message.Split(" Path:")[0];

    private static void RequireAll(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        foreach (var property in type.Properties)
        {
            property.IsRequired = Nullable.GetUnderlyingType(property.PropertyType) is null;
        }
    }
}
