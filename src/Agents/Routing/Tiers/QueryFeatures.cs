using System.Text.Json;

namespace Rlar.Agents.Routing.Tiers;

/// <summary>
/// A query as counts of what it has: the words and pairs of words of its question, runs of four characters, which say something in every language, and
/// what its row carries (the shape of its references, the keys of tests, constraints and metadata).
/// </summary>
internal static class QueryFeatures
{
    // A question's beginning and end set its task; what stands between is material.
    private const int LongestText = 1200;
    private const int Run = 4;

    /// <summary>Feature to count, what is carried marked by its first letter '@'.</summary>
    internal static Dictionary<string, double> Of(Query query)
    {
        var features = new Dictionary<string, double>(StringComparer.Ordinal);
        var text = query.Question.ToLowerInvariant();
        if (text.Length > LongestText)
            text = $"{text[..(LongestText / 2)]} {text[^(LongestText / 2)..]}";
        var last = "";
        foreach (var word in Words(text))
        {
            Count($"w {word}");
            if (last.Length > 0)
                Count($"p {last} {word}");
            last = word;
        }

        for (var at = 0; at + Run <= text.Length; at++)
            Count($"c {text.AsSpan(at, Run)}");
        foreach (var carried in Carried(query))
            features[carried] = 1;
        return features;

        void Count(string feature) => features[feature] = features.GetValueOrDefault(feature) + 1;
    }

    /// <summary>What a row carries.</summary>
    internal static IEnumerable<string> Carried(Query query)
    {
        var alternatives = query.Alternatives;
        yield return $"@reference {(alternatives == query.References ? ReferenceShapes.Of(query.References) : ReferenceShape.List)}";
        yield return query.References.Count > 1 ? "@references" : "@one";
        yield return query.Prompt.Count == 0 ? "@no-prompt" : "@prompt";
        foreach (var (name, element) in ((string, JsonElement?)[])
            [("tests", query.Tests ?? ReferenceTests.Of(query.References)), ("constraints", query.Constraints), ("metadata", query.Metadata)])
        {
            if (element is not { } json)
                continue;
            yield return $"@{name}";
            if (json.ValueKind != JsonValueKind.Object)
                continue;
            foreach (var member in json.EnumerateObject())
                yield return $"@{name}.{member.Name}";
        }
    }

    // Numbers are alike: which one a problem has says nothing of its task.
    private static IEnumerable<string> Words(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            if (char.IsLetter(text[at]))
            {
                while (at < text.Length && char.IsLetter(text[at]))
                    at++;
                yield return text[start..at];
            }
            else if (char.IsAsciiDigit(text[at]))
            {
                while (at < text.Length && char.IsAsciiDigit(text[at]))
                    at++;
                yield return "0";
            }
            else
            {
                if (!char.IsWhiteSpace(text[at]))
                    yield return text[at].ToString();
                at++;
            }
        }
    }
}
