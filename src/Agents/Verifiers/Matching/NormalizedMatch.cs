using Rlar.Agents.Library;
using Rlar.Agents.Rewards;
using Rlar.Agents.Verifiers.Answers;

namespace Rlar.Agents.Verifiers.Matching;

/// <summary>1 where the answer is a reference after SQuAD's normalisation.</summary>
public sealed class NormalizedMatch : CompletionTool
{
    private readonly bool _readsFinal;

    private NormalizedMatch(ToolCard card, bool readsFinal)
        : base(card) => _readsFinal = readsFinal;

    /// <summary>How the library makes it. Option: answer final|whole (final).</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "normalized-match",
            Kind = ToolKind.Verifier,
            Description = "1 where the final answer is one of the references after SQuAD's normalisation (case, punctuation, articles, "
                + "spaces). Blind to paraphrase; a sentence around an unmarked answer counts as part of it.",
            Needs = ToolNeeds.Reference,
            Version = "",
        },
        Revision: 1,
        (card, settings) => new NormalizedMatch(card, settings.Choice("answer", "final", "final", "whole") == "final"));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var references = query.References.Select(TextNormalization.Normalize).Where(reference => reference.Length > 0).ToArray();
        if (references.Length == 0)
            return new RewardOutcome.Unscorable($"{Card.Id}: nothing is left of the reference after normalisation; use exact-match");
        var answer = _readsFinal ? FinalAnswer.Of(completion.Text)?.Text : ThinkingSection.Answer(completion.Text);
        var normalized = answer is null ? "" : TextNormalization.Normalize(answer);
        if (normalized.Length == 0)
            return Verdict.Wrong("no answer");
        return references.Contains(normalized) ? Verdict.Right() : Verdict.Wrong($"read {Verdict.Quote(normalized)}");
    }
}
