using Rlar.Agents.Drafts;

namespace Rlar.Agents.Gate.Readings;

/// <summary>The properties that the gate can read from a description.</summary>
internal static class PropertyCatalog
{
    private static readonly Func<string, IEnumerable<Property>>[] s_readers =
    [
        CountProperty.Read, QuotedProperty.Read, FormProperty.Read, JsonProperty.Read, NumberProperty.Read, LetterProperty.Read, OrderProperty.Read,
        DateProperty.Read,
    ];

    /// <summary>The properties of a task: those that its description names and all of its labelled right answers have.</summary>
    /// <param name="description">What an answer must do.</param>
    /// <param name="form">The draft's form: what the template author reads speaks of scripts alone.</param>
    /// <param name="right">The right answers that are known.</param>
    internal static IReadOnlyList<Property> Of(string description, DraftForm form, IReadOnlyList<Probe> right) =>
    [
        .. s_readers.SelectMany(read => read(description)).Concat(form == DraftForm.Script ? AuthoredProperty.Read(description) : [])
            .Where(property => right.Count > 0 && right.All(probe => property.Holds(probe.Query, probe.Completion) == true))
            .DistinctBy(property => property.Name),
    ];

    /// <summary>Whether properties tell every labelled wrong answer from the right ones: then they cover what the labels do.</summary>
    /// <param name="properties">Properties that all right answers have.</param>
    /// <param name="wrong">The wrong answers that are known.</param>
    internal static bool Separate(IReadOnlyList<Property> properties, IReadOnlyList<Probe> wrong) =>
        properties.Count > 0 && wrong.All(probe => properties.Any(property => property.Holds(probe.Query, probe.Completion) == false));
}
