namespace Rlar;

/// <summary>
/// Something that a tool must find in a row, in a shape that it can read. Where it is not met, the tool has nothing to judge by, and every completion of
/// the row is unscorable with the reason; where all of a tool's requirements are met, no completion is unscorable for what the row lacks.
/// </summary>
/// <remarks>
/// Only what a row carries is asked: not what this machine has (a compiler, a model), what a completion has (its length in tokens), nor what shows only
/// when the row's own reference is run (a query or a test that fails).
/// </remarks>
public sealed class ToolRequirement
{
    private readonly Func<Query, string?> _missing;

    /// <summary>Creates a requirement.</summary>
    /// <param name="name">What it is called in a list, a word or two: "reference", "numbers".</param>
    /// <param name="sentence">What the row must carry, as it follows "needs": "a reference that holds a single number".</param>
    /// <param name="missing">
    /// Why a row does not meet it, a clause that can stand behind the tool's id and a colon; null where it does. It is asked only where the requirements
    /// before it on the card are met, from several threads at once, and holds no state that its answer depends on.
    /// </param>
    public ToolRequirement(string name, string sentence, Func<Query, string?> missing)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(sentence);
        ArgumentNullException.ThrowIfNull(missing);
        (Name, Sentence, _missing) = (name, sentence, missing);
    }

    /// <summary>At least one reference, whatever it says.</summary>
    public static ToolRequirement Reference { get; } =
        new("reference", "a reference", query => query.References.Count > 0 ? null : "the row has no reference");

    /// <summary>At least one reference that is not blank.</summary>
    public static ToolRequirement WrittenReference { get; } = new(
        "reference",
        "a reference that is not blank",
        query => query.References.Count == 0 ? "the row has no reference" : query.References.All(string.IsNullOrWhiteSpace) ? "the reference is empty" : null);

    /// <summary>A prompt.</summary>
    public static ToolRequirement Prompt { get; } = new("prompt", "a prompt", query => query.Prompt.Count > 0 ? null : "the row has no prompt");

    /// <summary>Tests, whatever their form.</summary>
    public static ToolRequirement Tests { get; } = new("tests", "tests", query => query.Tests is not null ? null : "the row has no tests");

    /// <summary>Constraints, whatever their form.</summary>
    public static ToolRequirement Constraints { get; } =
        new("constraints", "constraints", query => query.Constraints is not null ? null : "the row has no constraints");

    /// <summary>What it is called in a list.</summary>
    public string Name { get; }

    /// <summary>What the row must carry, as it follows "needs".</summary>
    public string Sentence { get; }

    /// <summary>
    /// Whether a row that carries nothing of the kind meets it, too: only what is there has to be of a form that the tool reads. Default false.
    /// </summary>
    public bool IsOptional { get; init; }

    /// <summary>Why a row does not meet it; null where it does.</summary>
    /// <param name="query">The row's query, with its references as the tool is given them (<see cref="ToolCard.View"/>).</param>
    public string? Missing(Query query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _missing(query);
    }

    /// <inheritdoc/>
    public override string ToString() => Sentence;
}
