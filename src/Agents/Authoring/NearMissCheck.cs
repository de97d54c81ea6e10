using Rlar.Agents.Drafts;
using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>Holds expressions against answers whose verdict is known.</summary>
internal static class NearMissCheck
{
    internal static bool Agrees(TemplateExpression expression, Probe probe) => Met(expression, probe) == probe.IsRight;

    internal static bool Met(TemplateExpression expression, Probe probe) =>
        expression.IsMetBy(ThinkingSection.Answer(probe.Completion) ?? "", probe.Query.References, probe.Query.Question);

    /// <summary>The near misses of an expression as probes; those of one that reads the row bring a prompt and a reference.</summary>
    internal static IReadOnlyList<Probe> Probes(TemplateExpression expression) =>
        (expression.Needs & (DraftNeeds.Reference | DraftNeeds.Prompt)) != DraftNeeds.None
            ? [.. ContextMisses.Of(expression).Select(made => Probe(made.Prompt, [made.Reference], made.Answer, made.IsRight))]
            : [.. NearMisses.Of(expression).Select(made => Probe("Answer.", [], made.Answer, made.IsRight))];

    private static Probe Probe(string prompt, IReadOnlyList<string> references, string answer, bool isRight) =>
        new(new Query { Id = "near-miss", Prompt = [new Message("user", prompt)], References = references }, answer, isRight) { Source = "near-miss" };
}
