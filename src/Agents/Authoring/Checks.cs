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
    internal static TemplateExpression All(IReadOnlyList<TemplateExpression> parts) => parts is [var only] ? only : TemplateExpression.AllOf(parts);

    /// <summary>The parts under one composition, or the only one.</summary>
    internal static TemplateExpression Any(IReadOnlyList<TemplateExpression> parts) => parts is [var only] ? only : TemplateExpression.AnyOf(parts);

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
