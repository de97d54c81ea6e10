using System.Security.Cryptography;
using System.Text;

namespace Rlar.Agents.Drafts;

/// <summary>A reward tool as an agent wrote or found it: nothing scores with it before the gate has admitted it to the library.</summary>
public sealed record ToolDraft
{
    /// <summary>What the ids of drafted tools begin with.</summary>
    public const string IdPrefix = "synth/";

    private const int LongestName = 60;
    private const int HashDigits = 12;

    private static readonly (DraftNeeds Need, ToolRequirement Requirement)[] s_requirements =
    [
        (DraftNeeds.Reference, ToolRequirement.Reference),
        (DraftNeeds.Tests, ToolRequirement.Tests),
        (DraftNeeds.Constraints, ToolRequirement.Constraints),
        (DraftNeeds.Prompt, ToolRequirement.Prompt),
    ];

    private readonly string _name = "";

    /// <summary>Its name: 1 to 60 small letters, digits and hyphens, with a letter first.</summary>
    /// <exception cref="DraftException">The name is none.</exception>
    public required string Name
    {
        get => _name;
        init => _name = IsName(value)
            ? value
            : throw new DraftException($"The name '{value}' is none: 1 to {LongestName} small letters, digits and hyphens, with a letter first.");
    }

    /// <summary>The id by which routes and rows name the tool: "synth/NAME".</summary>
    public string Id => IdPrefix + Name;

    /// <summary>The label of the task that it is for, at most three words, for example "mathematics".</summary>
    public required string Task { get; init; }

    /// <summary>What an answer must do, in a person's words: what the draft was written for.</summary>
    public required string Description { get; init; }

    /// <summary>What <see cref="Content"/> is.</summary>
    public required DraftForm Form { get; init; }

    /// <summary>The template, script, model reference or rubric.</summary>
    public required string Content { get; init; }

    /// <summary>What it must find in a row. Default: nothing but the completion.</summary>
    public DraftNeeds Needs { get; init; }

    /// <summary>The same as a card states it.</summary>
    public IReadOnlyList<ToolRequirement> Requires =>
        [.. s_requirements.Where(known => Needs.HasFlag(known.Need)).Select(known => known.Requirement)];

    /// <summary>The range of its values. Default 0..1.</summary>
    public ValueRange Range { get; init; } = ValueRange.Unit;

    /// <summary>What must not change its verdicts. Default: nothing is claimed.</summary>
    public IReadOnlyList<Invariance> Invariances { get; init; } = [];

    /// <summary>The author's own test cases. Default: none.</summary>
    public IReadOnlyList<Probe> Probes { get; init; } = [];

    /// <summary>Who made it, and from what.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>
    /// Twelve hexadecimal digits of a SHA-256 over what decides its verdicts: id, form, content, needs and range. Its probes and provenance are no part of it.
    /// </summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        FormattableString.Invariant($"{Id}\n{Form}\n{(int)Needs}\n{Range.Min:R} {Range.Max:R} {Range.HigherIsBetter}\n{Content}"))))[..HashDigits];

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName
        && char.IsAsciiLetterLower(name[0])
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
