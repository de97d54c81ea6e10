namespace Rlar;

/// <summary>What a tool is, what it needs and what its numbers mean: all that the router and a reader may know of it.</summary>
public sealed record ToolCard
{
    /// <summary>The id by which routes and rows name it, for example "numeric-match" or "format/think".</summary>
    public required string Id { get; init; }

    /// <summary>What sort of judgement it makes.</summary>
    public required ToolKind Kind { get; init; }

    /// <summary>One or two sentences: what it accepts as right, and what it does not see.</summary>
    public required string Description { get; init; }

    /// <summary>What it must find in a row, in the order in which it is looked for. Default: nothing but the completion.</summary>
    public IReadOnlyList<ToolRequirement> Requires { get; init; } = [];

    /// <summary>Whether it asks a model, on this machine or behind an address. Default false.</summary>
    public bool AsksModel { get; init; }

    /// <summary>The range of its values. Default 0..1.</summary>
    public ValueRange Range { get; init; } = ValueRange.Unit;

    /// <summary>Order of magnitude of one completion's time. Default trivial.</summary>
    public ToolCost Cost { get; init; }

    /// <summary>
    /// True where a completion's outcome depends on its siblings (a judge that ranks them). Default false: each completion is judged by
    /// itself, and equal ones are judged once.
    /// </summary>
    public bool ComparesSiblings { get; init; }

    /// <summary>
    /// True where the tool's own limits end every call, in units that a loaded machine does not change (the sandbox: processor time; a comparison of
    /// texts: their length). No deadline on the clock is put on it: that would count the time spent waiting for a place. Default false.
    /// </summary>
    public bool LimitsItself { get; init; }

    /// <summary>
    /// True where a reference that is written as a JSON list is that list, or means it in the tool's own way (json-fields, list-match, tests of a program).
    /// Default false: where such a list of texts is the only reference, the tool gets its elements as alternatives (<see cref="Query.Alternatives"/>).
    /// </summary>
    public bool ReadsReferenceAsText { get; init; }

    /// <summary>Where it comes from: "built-in", a paper, a model file, the agent that wrote it.</summary>
    public string Provenance { get; init; } = "built-in";

    /// <summary>
    /// Twelve hexadecimal digits of a SHA-256 over what decides its verdicts: id, revision and settings. Two outcomes of one version are comparable.
    /// A draft has none yet: the tool's definition sets it.
    /// </summary>
    public string Version { get; init; } = "";

    /// <summary>
    /// A row as the tool is given it: the only reference's elements as alternatives where that is a JSON list of texts, unless the tool reads such a
    /// text as it stands (<see cref="ReadsReferenceAsText"/>).
    /// </summary>
    /// <param name="query">The row's query.</param>
    public Query View(Query query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return !ReadsReferenceAsText && query.Alternatives is var alternatives && alternatives != query.References
            ? query with { References = alternatives }
            : query;
    }

    /// <summary>Why the tool cannot judge by a row: the first of its requirements that the row does not meet; null where it meets all.</summary>
    /// <param name="query">The row's query, as it stands in the row.</param>
    public string? Missing(Query query) => Unmet(View(query));

    /// <summary>The same for a query as the tool is given it, by <see cref="View"/>.</summary>
    /// <param name="view">The query.</param>
    public string? Unmet(Query view)
    {
        foreach (var requirement in Requires)
        {
            if (requirement.Missing(view) is { } missing)
                return missing;
        }

        return null;
    }
}
