namespace Rlar.Inference.Templates.Jinja;

/// <summary>The names that a part of a template sees. Names are set in the innermost scope only, as Jinja does.</summary>
/// <param name="outer">What is seen where this one has no such name; null for the outermost.</param>
/// <param name="budget">What the whole run may cost.</param>
internal sealed class JinjaScope(JinjaScope? outer, JinjaBudget budget)
{
    private readonly Dictionary<string, object?> _names = new(StringComparer.Ordinal);

    /// <summary>What the whole run may cost.</summary>
    internal JinjaBudget Budget { get; } = budget;

    /// <summary>The value of a name.</summary>
    internal object? this[string name]
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                if (scope._names.TryGetValue(name, out var value))
                    return value;
            }

            return new JinjaUndefined(name);
        }
        set => _names[name] = value;
    }

    private JinjaScope? Outer { get; } = outer;

    /// <summary>A scope within this one.</summary>
    internal JinjaScope Within() => new(this, Budget);
}
