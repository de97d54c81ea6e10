namespace Rlar.Agents.Templates;

/// <summary>What of an expression an answer misses, for a person.</summary>
internal static class TemplateReport
{
    /// <summary>The first part that is missed.</summary>
    internal static string Missed(TemplateExpression expression, string answer, Query query)
    {
        if (string.IsNullOrWhiteSpace(answer))
            return "no answer";
        var at = expression;
        while (at.Name == "all_of")
            at = at.Parts.First(part => !part.IsMetBy(answer, query.References, query.Question));
        return $"not met: {at.ToJson()}";
    }
}
