namespace Rlar.Inference.Templates.Jinja;

/// <summary>What a call was given.</summary>
/// <param name="Values">By place.</param>
/// <param name="Named">By name.</param>
/// <param name="Budget">What the run may cost.</param>
internal sealed record JinjaArguments(IReadOnlyList<object?> Values, JinjaMap Named, JinjaBudget Budget)
{
    /// <summary>Whether there is neither a value at this place nor of this name.</summary>
    internal bool Lacks(int place, string name) => place >= Values.Count && !Named.ContainsKey(name);

    /// <summary>A value by its place or name.</summary>
    internal object? Get(int place, string name, object? absent = null) =>
        place < Values.Count ? Values[place] : Named.TryGetValue(name, out var value) ? value : absent;

    /// <summary>The same where no more than these are given.</summary>
    /// <exception cref="JinjaException">There are others.</exception>
    internal JinjaArguments Only(params ReadOnlySpan<string> names)
    {
        if (Values.Count > names.Length)
            throw JinjaException.Unknown($"a call with {Values.Count} values");
        foreach (var name in Named.Keys)
        {
            if (!names.Contains(name))
                throw JinjaException.Unknown($"the argument '{name}'");
        }

        return this;
    }
}
