using System.Text.Json;

namespace Rlar.Agents.Routing;

/// <summary>Tests of a program that stand where other rows have their reference, as verl and PRIME have them.</summary>
internal static class ReferenceTests
{
    /// <summary>The tests; null where the reference is none. Only what the code tools read from a reference counts.</summary>
    /// <param name="references">The references.</param>
    internal static JsonElement? Of(IReadOnlyList<string> references)
    {
        // Open-instruct's list of asserts, which a table keeps as one text and JSON lines as a list.
        if (references.Count > 1)
            return references.All(IsAssert) ? JsonSerializer.SerializeToElement(references) : null;
        if (references is [var one] && one.AsSpan().TrimStart().StartsWith("assert ", StringComparison.Ordinal))
            return JsonSerializer.SerializeToElement(references);
        if (references is [var file] && file.Contains("from solution import", StringComparison.Ordinal) && file.Contains("def test", StringComparison.Ordinal))
            return JsonSerializer.SerializeToElement(file);
        if (references is not [var text] || text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return null;
        try
        {
            var json = JsonElement.Parse(text);
            return (json.ValueKind == JsonValueKind.Object && IsObject(json)) || (json.ValueKind == JsonValueKind.Array && IsArray(json)) ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsObject(JsonElement json) =>
        (IsArray(json, "inputs") && IsArray(json, "outputs"))
        || json.TryGetProperty("assert_case", out _)
        || (IsArray(json, "test_list") && IsAsserts(json.GetProperty("test_list")))
        || (IsArray(json, "asserts") && IsAsserts(json.GetProperty("asserts")))
        || (IsArray(json, "cases") && IsArray(json.GetProperty("cases")))
        || (json.TryGetProperty("check", out var check) && check.ValueKind == JsonValueKind.String && json.TryGetProperty("entry_point", out _));

    private static bool IsArray(JsonElement json) => IsAsserts(json) || (json.GetArrayLength() > 0 && json.EnumerateArray().All(IsCase));

    private static bool IsAsserts(JsonElement json) =>
        json.GetArrayLength() > 0
        && json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && IsAssert(item.GetString()!));

    private static bool IsAssert(string code) =>
        code.Contains("assert ", StringComparison.Ordinal) || code.Contains("assert(", StringComparison.Ordinal);

    private static bool IsCase(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && ((Has(json, "stdin", "input") && Has(json, "stdout", "output")) || (Has(json, "args", "arguments") && json.TryGetProperty("expected", out _)));

    private static bool Has(JsonElement json, string name, string other) => json.TryGetProperty(name, out _) || json.TryGetProperty(other, out _);

    private static bool IsArray(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array;
}
