using Rlar.Agents.Drafts;

namespace Rlar.Agents.Templates;

/// <summary>One entry of the catalogue: a check with slots.</summary>
/// <param name="Name">Its name, as expressions have it.</param>
/// <param name="Meaning">When an answer meets it, in one or two sentences.</param>
/// <param name="Slots">Its slots.</param>
/// <param name="Make">Binds the slots; throws <see cref="TemplateException"/> where their values do not go together.</param>
/// <param name="Probes">
/// Answers beside the border that it draws, by construction and not by running it: what the text is, and whether it is right. Every one differs from a
/// right answer in one thing.
/// </param>
internal sealed record TemplateKind(
    string Name,
    string Meaning,
    IReadOnlyList<TemplateSlot> Slots,
    Func<SlotValues, Func<TemplateInput, bool>> Make,
    Func<SlotValues, IEnumerable<(string Answer, bool IsRight)>> Probes)
{
    /// <summary>What it must find in a row. Default: nothing but the completion.</summary>
    internal DraftNeeds Needs { get; init; }

    /// <summary>
    /// Whether it says only what must not be there. An answer without a letter or digit meets no such check: there would be nothing to break it.
    /// </summary>
    internal bool IsProhibition { get; init; }
}
