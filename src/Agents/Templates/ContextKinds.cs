using Rlar.Agents.Drafts;

namespace Rlar.Agents.Templates;

/// <summary>Templates that hold the answer against what its row carries: the reference inside it, its last number, the prompt said again.</summary>
internal static class ContextKinds
{
    private const double Tolerance = 1e-9;

    internal static IReadOnlyList<TemplateKind> All { get; } =
    [
        new(
            "contains_reference", "One of the row's references is in the answer, as whole words, capitals aside.", [],
            _ => input => input.References.Any(reference => reference.Trim() is { Length: > 0 } text
                && WordSearch.Find(input.Answer, text, StringComparison.OrdinalIgnoreCase) >= 0),
            _ => []) { Needs = DraftNeeds.Reference },
        new(
            "number_is_reference", "The last number of the answer is the last number of one of the row's references.", [],
            _ => input => LastNumber.Of(input.Answer) is { } number && input.References.Any(reference => LastNumber.Of(reference) is { } wanted
                && Math.Abs(number - wanted) <= Tolerance * Math.Max(1, Math.Abs(wanted))),
            _ => []) { Needs = DraftNeeds.Reference },
        new(
            "prompt_echo", "The prompt is in the answer word for word: at its start, or anywhere.",
            [new("place", SlotType.Choice, "where", IsRequired: true, "start", "anywhere")],
            slots => input => input.Prompt.Trim() is { Length: > 0 } prompt
                && WordSearch.Find(input.Answer, prompt, StringComparison.OrdinalIgnoreCase) is var at && (slots.Text("place") == "start" ? at == 0 : at >= 0),
            _ => []) { Needs = DraftNeeds.Prompt },
    ];
}
