namespace Rlar.Rewards.Metrics;

/// <summary>1 - Levenshtein distance / longer length, the best over the references.</summary>
internal sealed class EditSimilarity : CompletionTool
{
    private static readonly ToolOption<int> s_maxChars =
        ToolOption.Integer("max-chars", 20_000, "The longest answer that is compared; the time grows with the product of the lengths.", min: 1, max: 1_000_000);
    private readonly int _maxChars;

    private EditSimilarity(ToolCard card, int maxChars)
        : base(card) => _maxChars = maxChars;

    /// <summary>How the library makes it. Option: max-chars (20,000: the time grows with the product of the lengths).</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "edit-similarity",
            Kind = ToolKind.Metric,
            Description = "1 less the edit distance over the longer length, in UTF-16 units, of the answer after the thinking; "
                + "the best reference counts. An answer of more than max-chars gets 0; "
                + "a reference so long cannot be compared with.",
            Requires = [ToolRequirement.WrittenReference],
            Cost = ToolCost.Moderate,
        },
        Revision: 2,
        [s_maxChars],
        (card, settings) => new EditSimilarity(card, settings.Get(s_maxChars)));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var references = query.References.Where(reference => !string.IsNullOrWhiteSpace(reference)).ToList();
        if (references.TrueForAll(reference => reference.Length > _maxChars))
            return new RewardOutcome.Unscorable($"{Card.Id}: the reference is longer than max-chars ({_maxChars})");
        var answer = ThinkingSection.Answer(completion.Text)?.Trim() ?? "";
        if (answer.Length == 0 || answer.Length > _maxChars)
            return new RewardOutcome.Scored(0) { Reason = answer.Length == 0 ? "no answer" : $"longer than {_maxChars} characters" };
        var best = references.Where(reference => reference.Length <= _maxChars).Select(reference => reference.Trim())
            .Max(reference => 1 - (double)EditDistance.Between(answer, reference) / Math.Max(answer.Length, reference.Length));
        return new RewardOutcome.Scored(best);
    }
}
