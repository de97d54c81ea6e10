using System.Text.Json;

namespace Rlar.Inference.Tokenizers.Files;

/// <summary>A value of a tokenizer file, which knows where it stands, so that every error names the file and the JSON path.</summary>
internal readonly record struct Section(string File, string Path, JsonElement Value)
{
    /// <summary>The <c>type</c> field.</summary>
    internal string Type => Text("type");

    /// <summary>True where the value is missing or null.</summary>
    internal bool IsEmpty => Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>A field, or an empty section.</summary>
    internal Section Field(string name) =>
        new(File, $"{Path}.{name}", Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var value) ? value : default);

    /// <summary>A field that is a text.</summary>
    internal string Text(string name) =>
        Field(name) is { Value.ValueKind: JsonValueKind.String } field ? field.Value.GetString()! : throw Field(name).Bad("a text is needed");

    /// <summary>A field that is a text, or a default where it is missing or null.</summary>
    internal string Text(string name, string missing) => Field(name).IsEmpty ? missing : Text(name);

    /// <summary>A field that is true or false, or a default where it is missing or null.</summary>
    internal bool Flag(string name, bool missing)
    {
        var field = Field(name);
        return field.IsEmpty ? missing
            : field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? field.Value.GetBoolean()
            : throw field.Bad("true or false is needed");
    }

    /// <summary>The value as an integer from 0 to a limit.</summary>
    internal int Integer(int most = int.MaxValue) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var number) && number >= 0 && number <= most ? number
        : throw Bad($"an integer from 0 to {most} is needed");

    /// <summary>The members of a list.</summary>
    internal IEnumerable<Section> List(string name)
    {
        var field = Field(name);
        if (field.Value.ValueKind != JsonValueKind.Array)
            throw field.Bad("a list is needed");
        return field.Members();
    }

    /// <summary>The members of the value, which is a list.</summary>
    internal IEnumerable<Section> Members()
    {
        var index = 0;
        foreach (var member in Value.EnumerateArray())
            yield return new(File, $"{Path}[{index++}]", member);
    }

    /// <summary>An error about the value.</summary>
    internal InferenceException Bad(string what, Exception? inner = null) =>
        new($"{File}: {Path}: {what}{(IsEmpty ? ", and it is missing" : "")}. Use a tokenizer.json as the tokenizers library writes it.", inner);

    /// <summary>An error about a type that is not read.</summary>
    internal InferenceException Unsupported(string kind, string supported) =>
        new($"{File}: {Path}.type: the {kind} '{Type}' is not supported. Supported are {supported}.");
}
