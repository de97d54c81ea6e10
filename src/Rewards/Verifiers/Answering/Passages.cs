using System.Text.Json;
using Rlar.Rewards.Reading.Answers;

namespace Rlar.Rewards.Verifiers.Answering;

/// <summary>The passages that a row gives, normalised for finding quotations in them.</summary>
internal static class Passages
{
    private static readonly string[] s_lists = ["passages", "contexts", "documents", "ctxs", "sources", "context"];
    private static readonly string[] s_texts = ["text", "content", "passage", "body", "paragraph_text", "snippet"];

    /// <summary>The passages' words in order, with a blank at each end; none where the row has none.</summary>
    public static IReadOnlyList<string> Of(Query query)
    {
        if (query.Metadata is not { ValueKind: JsonValueKind.Object } metadata)
            return [];
        foreach (var name in s_lists)
        {
            if (metadata.TryGetProperty(name, out var value))
                return [.. Texts(value).Select(Normalized)];
        }

        return [];
    }

    /// <summary>Whether a row gives any.</summary>
    public static bool AreIn(Query query)
    {
        if (query.Metadata is not { ValueKind: JsonValueKind.Object } metadata)
            return false;
        var name = Array.Find(s_lists, list => metadata.TryGetProperty(list, out _));
        return name is not null && Texts(metadata.GetProperty(name)).Any();
    }

    /// <summary>A text as passages are searched for it.</summary>
    public static string Normalized(string text) => $" {TextNormalization.Normalize(text)} ";

    /// <summary>The numbers under citations or supporting of a row's metadata; null where it has none.</summary>
    public static IReadOnlySet<int>? Expected(Query query)
    {
        if (query.Metadata is not { ValueKind: JsonValueKind.Object } metadata)
            return null;
        foreach (var name in (ReadOnlySpan<string>)["citations", "supporting"])
        {
            if (metadata.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array)
                return value.EnumerateArray()
                    .Where(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out _))
                    .Select(item => item.GetInt32())
                    .ToHashSet();
        }

        return null;
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Texts(item).DefaultIfEmpty("")),
        JsonValueKind.Object => s_texts.Where(name => value.TryGetProperty(name, out _)).Take(1).SelectMany(name => Texts(value.GetProperty(name))),
        _ => [],
    };
}
