using Rlar.Agents.Authoring;
using Rlar.Agents.Templates;

namespace Rlar.Agents.Gate.Readings;

/// <summary>
/// What the template author reads in a sentence of the description: counts, texts, forms, parts of an answer. For scripts alone: of a template the same
/// reading would speak for itself.
/// </summary>
internal static class AuthoredProperty
{
    private const int ShortestSentence = 12;

    // Of these people mean the same; whether "contains 'Rain'" takes "rain", or what ends a sentence, a good verifier may see otherwise.
    private static readonly HashSet<string> s_plain = new(StringComparer.Ordinal)
    {
        "element_count", "bullet_count", "numbered_count", "line_count", "paragraph_count", "item_count", "distinct", "json_type", "number_format",
        "letter_count", "word_count", "json_keys", "no_digits", "has_digits",
    };

    /// <summary>The requirements that are understood to the last word; a sentence that is not is left out.</summary>
    internal static IEnumerable<Property> Read(string description)
    {
        var author = new TemplateAuthor();
        foreach (var sentence in description.Split(". ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(sentence => sentence.Length >= ShortestSentence))
        {
            if (author.Author(sentence).Expression is { } expression && IsPlain(expression))
                yield return new Property($"what is read in '{sentence}'", (query, text) => expression.IsMetBy(text, query.References, query.Question));
        }
    }

    private static bool IsPlain(TemplateExpression expression) =>
        expression.Parts.Count > 0 ? expression.Parts.All(IsPlain) : s_plain.Contains(expression.Name);
}
