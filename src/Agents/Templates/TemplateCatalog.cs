namespace Rlar.Agents.Templates;

/// <summary>The parametric checks that a template expression is made of (docs/authoring.md has them as a table).</summary>
public static class TemplateCatalog
{
    private static readonly Dictionary<string, TemplateKind> s_kinds =
        new[] { TextKinds.All, CountKinds.All, FormKinds.All, ElementKinds.All, ContextKinds.All }.SelectMany(kinds => kinds)
            .ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>The names of the checks, without the compositions: all_of, any_of, not, each and within.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_kinds.Keys];

    /// <summary>When an answer meets a check.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no such check.</exception>
    public static string Meaning(string name) => s_kinds[name].Meaning;

    /// <summary>The slots of a check, each with what it takes; a ? behind the name says that it may be left out.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no such check.</exception>
    public static IReadOnlyList<string> Slots(string name) =>
        [.. s_kinds[name].Slots.Select(slot => $"{slot.Name}{(slot.IsRequired ? "" : "?")}: {slot.Meaning}")];

    internal static IReadOnlyCollection<TemplateKind> Kinds => s_kinds.Values;

    internal static TemplateKind? Find(string name) => s_kinds.GetValueOrDefault(name);
}
