using System.Text.Json;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Suites;

/// <summary>The fields of a suite's row, with errors that name them.</summary>
/// <param name="row">The row.</param>
/// <param name="place">Where it stands.</param>
/// <param name="suite">The suite, for messages.</param>
internal readonly struct SuiteFields(JsonElement row, RowPlace place, ISuite suite)
{
    /// <summary>The row's id, or "line-N".</summary>
    internal string Id(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name) is { } value)
                return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }

        return $"line-{place.Line}";
    }

    /// <summary>A text that must be there, under one of some names.</summary>
    internal string Text(params ReadOnlySpan<string> names) => TextOrNull(names) ?? throw Missing(names[0], "a text");

    /// <summary>A text; null where there is none.</summary>
    internal string? TextOrNull(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name) is { } value)
                return TextOf(value) ?? throw Missing(name, "a text");
        }

        return null;
    }

    /// <summary>A list of texts; a text alone is a list of one.</summary>
    internal IReadOnlyList<string> Texts(string name)
    {
        var value = Find(name) ?? throw Missing(name, "a text or a list of texts");
        if (TextOf(value) is { } text)
            return [text];
        if (value.ValueKind != JsonValueKind.Array)
            throw Missing(name, "a text or a list of texts");
        var fields = this;
        return [.. value.EnumerateArray().Select(item => TextOf(item) ?? throw fields.Missing(name, "a text or a list of texts"))];
    }

    /// <summary>A whole number, as such or as text.</summary>
    internal int Number(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => number,
        { ValueKind: JsonValueKind.String } value when int.TryParse(value.GetString(), out var number) => number,
        _ => throw Missing(name, "a whole number"),
    };

    /// <summary>A list of truth values, or of numbers that are 0 or 1.</summary>
    internal bool[] Flags(string name)
    {
        var value = Find(name) ?? throw Missing(name, "a list of true and false");
        if (value.ValueKind != JsonValueKind.Array)
            throw Missing(name, "a list of true and false");
        var fields = this;
        return
        [
            .. value.EnumerateArray().Select(item => item.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number when item.GetDouble() is 0 or 1 => item.GetDouble() == 1,
                _ => throw fields.Missing(name, "a list of true and false"),
            }),
        ];
    }

    /// <summary>A prompt: a text, or a list of messages.</summary>
    internal IReadOnlyList<Message> Prompt(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name) is not { ValueKind: JsonValueKind.Array } messages)
                continue;
            var fields = this;
            return
            [
                .. messages.EnumerateArray().Select(message =>
                    message.ValueKind == JsonValueKind.Object
                    && message.TryGetProperty("role", out var role) && role.ValueKind == JsonValueKind.String
                    && message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String
                        ? new Message(role.GetString()!, content.GetString()!)
                        : throw fields.Missing(name, "a text or a list of {role, content}")),
            ];
        }

        return [new Message("user", Text(names))];
    }

    /// <summary>Whether the row has a field that is not null.</summary>
    internal bool Has(string name) => Find(name) is not null;

    /// <summary>An error about a field that is missing or is something else.</summary>
    internal InputException Missing(string name, string wanted) => place.Refuse(
        name, Find(name) is null ? $"a row of {suite.Name} has it, and this one does not" : $"it must be {wanted}", $"{suite.Name}: {suite.Origin}");

    /// <summary>A row of answers, checked.</summary>
    internal SuiteRow Row(string id, string subset, IReadOnlyList<Message> prompt, IReadOnlyList<SuiteAnswer> answers)
    {
        if (answers.All(answer => answer.IsRight) || !answers.Any(answer => answer.IsRight))
            throw place.RefuseRow("it must have a right answer and a wrong one", $"{suite.Name}: {suite.Origin}");
        return new SuiteRow(id, subset, prompt, answers);
    }

    // An answer that is 4 or true stands in some data as a number or a truth value (PandaLM).
    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private JsonElement? Find(string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
