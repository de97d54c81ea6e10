using Rlar.Agents.Drafts;
using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>Holds expressions against answers whose verdict is known.</summary>
internal static class NearMissCheck
{
    internal static bool Agrees(TemplateExpression expression, Probe probe) =>
        expression.IsMetBy(ThinkingSection.Answer(probe.Completion) ?? "", probe.Query.References) == probe.IsRight;

    /// <summary>The near misses of an expression as probes; those of one that reads references bring a reference.</summary>
    internal static IReadOnlyList<Probe> Probes(TemplateExpression expression)
    {
        var made = NearMisses.Of(expression).Select(miss => new Probe(Query([]), miss.Answer, miss.IsRight) { Source = "near-miss" });
        return [.. made, .. expression.Name == "equals_reference" ? Referenced(expression) : []];
    }

    private static IEnumerable<Probe> Referenced(TemplateExpression expression)
    {
        var ignoresCase = expression.Slots!.Flag("ignore_case");
        foreach (var (answer, isRight) in new[] { ("Red Fox", true), ("red fox", ignoresCase), ("Red Fox!", false), ("a Red Fox", false), ("Blue Jay", false) })
            yield return new Probe(Query(["Red Fox"]), answer, isRight) { Source = "near-miss" };
    }

    private static Query Query(IReadOnlyList<string> references) =>
        new() { Id = "near-miss", Prompt = [new Message("user", "Answer.")], References = references };
}
