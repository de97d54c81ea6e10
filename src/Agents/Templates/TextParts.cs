namespace Rlar.Agents.Templates;

/// <summary>The parts that an answer is made of: its lines, sentences, paragraphs, words, list items; and its first and last ones.</summary>
internal static class TextParts
{
    private static readonly string[] s_ordinals = ["first", "second", "third", "fourth", "fifth"];

    /// <summary>What <c>each</c> goes over.</summary>
    internal static IReadOnlyList<string> Units { get; } = ["line", "sentence", "paragraph", "word", "bullet", "numbered", "list-item", "item"];

    /// <summary>What <c>within</c> looks at. The prompt and the reference are the row's.</summary>
    internal static IReadOnlyList<string> Places { get; } =
    [
        .. new[] { "line", "sentence", "paragraph", "word" }.SelectMany(unit => s_ordinals.Append("last").Select(place => $"{place}-{unit}")),
        "prompt", "reference",
    ];

    /// <summary>The parts, without blanks and list marks around them; in order, none empty.</summary>
    internal static List<string> Split(string unit, string text) => unit switch
    {
        "line" => [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        "paragraph" => Paragraphs(text),
        "sentence" => Sentences(text),
        "word" => [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word.Any(char.IsLetterOrDigit))
            .Select(word => word.Trim(s_aroundWords)).Where(word => word.Length > 0)],
        "item" => [.. Items(text, ",") ?? []],
        _ => [.. Split("line", text).Where(line => IsItem(unit, line)).Select(WithoutMark)],
    };

    /// <summary>Parts put together, such that they are found again.</summary>
    internal static string Join(string unit, params IEnumerable<string> parts) => unit switch
    {
        "line" => string.Join('\n', parts),
        "paragraph" => string.Join("\n\n", parts),
        "sentence" => string.Join(' ', parts.Select(part => ".!?".Contains(part[^1], StringComparison.Ordinal) ? part : part + ".")),
        "word" => string.Join(' ', parts),
        "item" => string.Join(", ", parts),
        "numbered" => string.Join('\n', parts.Select((part, index) => $"{index + 1}. {part}")),
        _ => string.Join('\n', parts.Select(part => $"- {part}")),
    };

    /// <summary>What stands at a place of the input; null where there is nothing.</summary>
    internal static IEnumerable<string> At(string place, TemplateInput input)
    {
        if (place == "reference")
            return input.References;
        if (place == "prompt")
            return input.Prompt.Length > 0 ? [input.Prompt] : [];
        var dash = place.IndexOf('-', StringComparison.Ordinal);
        var parts = Split(place[(dash + 1)..], input.Answer);
        var index = Index(place);
        return index < 0 && parts.Count > 0 ? [parts[^1]] : index >= 0 && index < parts.Count ? [parts[index]] : [];
    }

    /// <summary>Which part a place names, counted from 0; -1 for the last.</summary>
    internal static int Index(string place) => Array.FindIndex(s_ordinals, ordinal => place.StartsWith(ordinal, StringComparison.Ordinal));

    /// <summary>The items between separators; null where one of them is empty.</summary>
    internal static string[]? Items(string text, string separator)
    {
        var items = text.Split(separator, StringSplitOptions.TrimEntries);
        return Array.Exists(items, item => item.Length == 0) ? null : items;
    }

    private static readonly char[] s_aroundWords = ['.', ',', ';', ':', '!', '?', '"', '\'', '(', ')', '“', '”', '…'];

    private static bool IsItem(string unit, string line) => unit switch
    {
        "bullet" => TextCounts.Bullets(line) > 0,
        "numbered" => TextCounts.NumberedItems(line) > 0,
        _ => TextCounts.Bullets(line) + TextCounts.NumberedItems(line) > 0,
    };

    private static string WithoutMark(string line) => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim();

    private static List<string> Paragraphs(string text)
    {
        var paragraphs = new List<string>();
        var current = new List<string>();
        foreach (var line in text.Split('\n').Append(""))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                current.Add(line.Trim());
                continue;
            }

            if (current.Count > 0)
                paragraphs.Add(string.Join('\n', current));
            current.Clear();
        }

        return paragraphs;
    }

    // Where one sentence ends as TextCounts counts them; a line break ends one, too.
    private static List<string> Sentences(string text)
    {
        var sentences = new List<string>();
        foreach (var line in Split("line", text))
        {
            var start = 0;
            foreach (var end in TextCounts.SentenceEnds(line))
            {
                sentences.Add(line[start..end].Trim());
                start = end;
            }

            if (line[start..].Any(char.IsLetterOrDigit))
                sentences.Add(line[start..].Trim());
        }

        return sentences;
    }
}
