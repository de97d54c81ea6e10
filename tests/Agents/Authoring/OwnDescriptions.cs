using Rlar.Agents.Templates;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Authoring;

/// <summary>The descriptions of descriptions.txt, written for this project.</summary>
internal static class OwnDescriptions
{
    /// <summary>Each with what it means; null where no template says it.</summary>
    internal static IReadOnlyList<(TemplateExpression? Expected, string Description)> Rows() =>
        [.. File.ReadLines(Path.Combine(SharedData.Repository, "tests", "Agents", "Authoring", "descriptions.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .Select(row => (row[0] == "none" ? null : TemplateExpression.Parse($$"""{"template":"{{row[0]}}","slots":{{row[1]}}}"""), row[2]))];

    /// <summary>The expression with the parts of each composition sorted: their order means nothing.</summary>
    internal static string Canonical(TemplateExpression expression) => expression.Parts.Count == 0 || expression.Name is "each" or "within"
        ? expression.ToJson()
        : $"{expression.Name}({string.Join(", ", expression.Parts.Select(Canonical).Order(StringComparer.Ordinal))})";
}
