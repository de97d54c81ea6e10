using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>Makes expressions of what was read.</summary>
internal static class Checks
{
    internal static TemplateExpression Of(string name, params ReadOnlySpan<(string Slot, object? Value)> slots)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (slot, value) in slots)
        {
            if (value is not null)
                values[slot] = value;
        }

        return TemplateExpression.Check(TemplateCatalog.Find(name)!, new SlotValues("$", values));
    }

    /// <summary>The parts under one composition, or the only one.</summary>
    internal static TemplateExpression All(IReadOnlyList<TemplateExpression> parts)
    {
        // "in Portuguese, not in English": an answer has one language.
        var hasLanguage = parts.Any(part => part.Name == "language");
        var distinct = parts.DistinctBy(part => part.ToJson())
            .Where(part => !(hasLanguage && part.Name == "not" && part.Parts[0].Name == "language")).ToArray();
        return distinct is [var only] ? only : TemplateExpression.AllOf(distinct);
    }

    /// <summary>The parts under one composition, or the only one.</summary>
    internal static TemplateExpression Any(IReadOnlyList<TemplateExpression> parts) => parts is [var only] ? only : TemplateExpression.AnyOf(parts);

    /// <summary>What is met where an expression is not, in its plainest form.</summary>
    internal static TemplateExpression Denied(TemplateExpression expression) => (expression.Name, expression.Slots) switch
    {
        ("contains", { } slots) => Of("not_contains", ("text", slots.Text("text"))),
        ("has_digits", _) => Of("no_digits"),
        (var name, { } slots) when name.EndsWith("_count", StringComparison.Ordinal) && slots.Number("min") is null && slots.Number("max") is { } most =>
            Of(name, ("min", most + 1)),
        (var name, { } slots) when name.EndsWith("_count", StringComparison.Ordinal) && slots.Number("max") is null && slots.Number("min") is { } least =>
            Of(name, ("max", least - 1)),
        _ => TemplateExpression.Not(expression),
    };

    /// <summary>A count within bounds, or outside of them. Null where no count is.</summary>
    internal static TemplateExpression? Count(string name, Quantity quantity, bool isNegated, params ReadOnlySpan<(string Slot, object? Value)> more)
    {
        var (min, max) = (quantity.Least, quantity.Most);
        if (isNegated)
        {
            (min, max) = (min, max) switch
            {
                ({ } least, null) => ((double?)null, (double?)(least - 1)),
                (null, { } most) => (most + 1, null),
                _ => (null, null),
            };
        }

        if (min is null && max is null && !isNegated)
            return null;
        if (min > max || max < 0 || min != (min is { } a ? Math.Floor(a) : null) || max != (max is { } b ? Math.Floor(b) : null))
            return null;
        if (min is null && max is null)
            return TemplateExpression.Not(Count(name, quantity, isNegated: false, more)!);
        return Of(name, [.. more, ("min", min), ("max", max)]);
    }
}
