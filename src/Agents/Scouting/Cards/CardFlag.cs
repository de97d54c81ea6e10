namespace Rlar.Agents.Scouting.Cards;

/// <summary>What about a model card warns a reader. A flag changes no fact; it is shown, and lowers the model's place in the order.</summary>
public enum CardFlag
{
    /// <summary>Sentences that tell whoever reads the card what to do: choose this model, skip a check, ignore instructions.</summary>
    Instructs,

    /// <summary>Marks of chat templates, as if the card were a conversation.</summary>
    PosesAsChat,

    /// <summary>Signs that are not seen: zero-width letters, marks of writing direction, tags.</summary>
    HidesText,

    /// <summary>One word makes up more than a fifth of a long card.</summary>
    Stuffed,

    /// <summary>A claimed result is outside of what the measure can be.</summary>
    ClaimsImpossible,

    /// <summary>The front matter does not parse, or uses what no card needs (aliases, deep nesting).</summary>
    Malformed,

    /// <summary>The card is longer than what is read of it.</summary>
    Cut,
}
