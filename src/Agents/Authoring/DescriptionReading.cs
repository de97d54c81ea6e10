using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>What a description was read as: what it can mean, or why it means nothing that the templates can say.</summary>
/// <param name="Candidates">The expressions that it can mean, the likeliest first; empty where it is refused.</param>
/// <param name="Refusal">Why; null where there are candidates.</param>
internal sealed record DescriptionReading(IReadOnlyList<TemplateExpression> Candidates, string? Refusal)
{
    internal static DescriptionReading Refused(string why) => new([], why);
}
