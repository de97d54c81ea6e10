using System.Text.Json;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Language;

namespace Rlar.Agents.Routing;

/// <summary>One rule: a condition and the tools to use where it holds. Conditions that are not given hold always.</summary>
internal sealed record RouteRule
{
    /// <summary>A name that is unique in the table and stands in the route's reason.</summary>
    public required string Name { get; init; }

    /// <summary>The file that it stands in.</summary>
    public string Source { get; init; } = "";

    /// <summary>Where in it, for example "$.rules[3]".</summary>
    public string Place { get; init; } = "";

    /// <summary>Whether it is passed over where the library lacks one of its tools, as a rule is that RLAR comes with; a user's is refused.</summary>
    public bool MayLackTools { get; init; }

    /// <summary>What the rule goes by.</summary>
    public required RouteTier Tier { get; init; }

    /// <summary>Globs of task and data-source hints, any of which must match, without regard to case: * any text, | a word's edge.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>
    /// What the row must carry: "reference", "references" (two or more), "tests", "constraints", or a key of the last two or of the metadata as
    /// "metadata.KEY".
    /// </summary>
    public IReadOnlyList<string> Has { get; init; } = [];

    /// <summary>Reference shapes, any of which must match.</summary>
    public IReadOnlyList<ReferenceShape> References { get; init; } = [];

    /// <summary>A pattern that must occur in the question.</summary>
    public Regex? Prompt { get; init; }

    /// <summary>A pattern that must not occur in the question.</summary>
    public Regex? Except { get; init; }

    /// <summary>The task that the query is taken for.</summary>
    public required string Task { get; init; }

    /// <summary>Whether the prompt and the first reference must be in two languages that are both known.</summary>
    public bool LanguagesDiffer { get; init; }

    /// <summary>The tools to use; none where <see cref="Unscorable"/> is given.</summary>
    public IReadOnlyList<RouteTool> Tools { get; init; } = [];

    /// <summary>Why such a query cannot be scored, where a wrong tool would be worse than none.</summary>
    public string? Unscorable { get; init; }

    /// <summary>How sure the rule is, a value between 0.0 and 1.0.</summary>
    public required double Confidence { get; init; }

    /// <summary>The reason in words.</summary>
    public required string Why { get; init; }

    /// <summary>Whether the rule holds for a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="shape">The shape of its references.</param>
    public bool Matches(Query query, ReferenceShape shape) =>
        (Hints.Count == 0 || query.TaskHints.Any(hint => Hints.Any(glob => Glob.IsMatch(glob, hint))))
        && Has.All(what => Carries(query, what))
        && (References.Count == 0 || References.Contains(shape))
        && (Prompt is null || Prompt.IsMatch(query.Question))
        && (Except is null || !Except.IsMatch(query.Question))
        && (!LanguagesDiffer || DifferInLanguage(query, shape));

    /// <summary>Whether question and first reference are in two languages. A few words in Latin letters tell none: they may be anybody's name.</summary>
    internal static bool DifferInLanguage(Query query, ReferenceShape shape)
    {
        if (query.References.Count == 0)
            return false;
        var (asked, answered) = (query.Question, query.References[0]);
        return shape == ReferenceShape.Prose
            ? LanguageDetector.Detect(asked) is { } one and not "unknown" && LanguageDetector.Detect(answered) is { } other and not "unknown" && one != other
            : IsLatin(asked) != IsLatin(answered);
    }

    private static bool IsLatin(string text) => !text.AsSpan().ContainsAnyInRange('\u0370', '\u1DFF') && !text.AsSpan().ContainsAnyInRange('\u2E80', '\uD7FF');

    private static bool Carries(Query query, string what) => what switch
    {
        "reference" => query.References.Count > 0,
        "references" => query.References.Count > 1,
        "tests" => query.Tests is not null,
        "constraints" => query.Constraints is not null,
        _ => Member(query, what[..what.IndexOf('.')]) is { ValueKind: JsonValueKind.Object } owner
            && owner.TryGetProperty(what[(what.IndexOf('.') + 1)..], out _),
    };

    private static JsonElement? Member(Query query, string name) => name switch
    {
        "tests" => query.Tests,
        "constraints" => query.Constraints,
        _ => query.Metadata,
    };
}

/// <summary>What a rule goes by; earlier tiers are asked first.</summary>
internal enum RouteTier
{
    /// <summary>The row's task or data-source hint.</summary>
    Hint,

    /// <summary>What the row carries: tests, constraints, a reference of some shape.</summary>
    Carries,

    /// <summary>The prompt's form.</summary>
    Prompt,
}

/// <summary>A tool as a rule names it.</summary>
/// <param name="Id">The tool's id.</param>
/// <param name="Weight">Its weight, above 0.</param>
/// <param name="Settings">Its options.</param>
/// <param name="Calibration">The values that count as worst and best, where not the card's.</param>
internal sealed record RouteTool(string Id, double Weight, IReadOnlyDictionary<string, string> Settings, ValueRange? Calibration);
