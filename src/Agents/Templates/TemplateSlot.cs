namespace Rlar.Agents.Templates;

/// <summary>What the value of a slot may be.</summary>
internal enum SlotType
{
    /// <summary>A text of 1 to 200 characters.</summary>
    Text,

    /// <summary>A list of 1 to 20 texts.</summary>
    Texts,

    /// <summary>A whole number from 0 to 1,000,000, or null.</summary>
    Count,

    /// <summary>A finite number, or null.</summary>
    Number,

    /// <summary>One of the words that the slot names.</summary>
    Choice,

    /// <summary>True or false.</summary>
    Flag,
}

/// <summary>A slot of a template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its value may be.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="Choices">The words of a choice; empty for other types.</param>
internal sealed record TemplateSlot(string Name, SlotType Type, string Meaning, bool IsRequired, params IReadOnlyList<string> Choices);
