namespace Rlar.Agents.Templates;

/// <summary>A slot of a template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its value may be.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="Choices">The words of a choice; empty for other types.</param>
internal sealed record TemplateSlot(string Name, SlotType Type, string Meaning, bool IsRequired, params IReadOnlyList<string> Choices);
