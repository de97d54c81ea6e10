using Rlar.Rewards.Reading.Answers;

namespace Rlar.Rewards.Verifiers.Matching;

/// <summary>1 where the answer is a reference, character by character.</summary>
internal sealed class ExactMatch : CompletionTool
{
    private static readonly ToolOption<bool> s_trim = ToolOption.Flag("trim", true, "Whether blanks around the text are left out.");
    private static readonly ToolOption<string> s_answer =
        ToolOption.Choice("answer", "whole", "Whether the whole text is compared, or the final answer.", "whole", "final");
    private readonly bool _trims;
    private readonly bool _readsFinal;

    private ExactMatch(ToolCard card, bool trims, bool readsFinal)
        : base(card)
    {
        _trims = trims;
        _readsFinal = readsFinal;
    }

    /// <summary>How the library makes it. Options: trim (true), answer whole|final (whole).</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "exact-match",
            Kind = ToolKind.Verifier,
            Description = "1 where the answer after the thinking is one of the references, character by character, white space around it "
                + "aside. Blind to any other way of writing the same.",
            Requires = [ToolRequirement.WrittenReference],
            LimitsItself = true,
            ReadsReferenceAsText = true,
        },
        Revision: 2,
        [s_trim, s_answer],
        (card, settings) => new ExactMatch(
            card, settings.Get(s_trim), settings.Get(s_answer) == "final"));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var answer = _readsFinal ? FinalAnswer.Of(completion.Text)?.Text : ThinkingSection.Answer(completion.Text);
        if (string.IsNullOrWhiteSpace(answer))
            return Verdict.Wrong("no answer");
        var compared = _trims ? answer.AsSpan().Trim() : answer;
        foreach (var reference in query.References)
        {
            if (compared.SequenceEqual(_trims ? reference.AsSpan().Trim() : reference))
                return Verdict.Right();
        }

        return Verdict.Wrong();
    }
}
