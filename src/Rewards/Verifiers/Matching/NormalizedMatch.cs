using Rlar.Rewards.Reading.Answers;

namespace Rlar.Rewards.Verifiers.Matching;

/// <summary>1 where the answer is a reference, but for what does not matter in writing.</summary>
internal sealed class NormalizedMatch : CompletionTool
{
    private static readonly ToolOption<string> s_answer =
        ToolOption.Choice("answer", "final", "Whether the final answer is compared, or the whole text.", "final", "whole");
    private static readonly ToolRequirement s_words = new(
        "words",
        "a reference of which normalisation leaves something",
        query => query.References.SelectMany(TextNormalization.ReferenceForms).Any(form => form.Length > 0)
            ? null
            : "nothing is left of the reference after normalisation; use exact-match");
    private readonly bool _readsFinal;

    private NormalizedMatch(ToolCard card, bool readsFinal)
        : base(card) => _readsFinal = readsFinal;

    /// <summary>How the library makes it. Option: answer final|whole (final).</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "normalized-match",
            Kind = ToolKind.Verifier,
            Description = "1 where the final answer is one of the references but for case, spaces, articles and the punctuation that makes "
                + "no other answer of it (1.5 is not 15, C++ is not C, vitamin A is not vitamin). Blind to paraphrase; a sentence around "
                + "an unmarked answer counts as part of it.",
            Requires = [ToolRequirement.Reference, s_words],
        },
        Revision: 3,
        [s_answer],
        (card, settings) => new NormalizedMatch(card, settings.Get(s_answer) == "final"));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var references = query.References.SelectMany(TextNormalization.ReferenceForms).Where(reference => reference.Length > 0).ToArray();
        var answer = _readsFinal ? FinalAnswer.Of(completion.Text)?.Text : ThinkingSection.Answer(completion.Text);
        var forms = answer is null ? [""] : TextNormalization.Forms(answer);
        if (forms[0].Length == 0)
            return Verdict.Wrong("no answer");
        return forms.Any(references.Contains) ? Verdict.Right() : Verdict.Wrong($"read {Verdict.Quote(forms[0])}");
    }
}
