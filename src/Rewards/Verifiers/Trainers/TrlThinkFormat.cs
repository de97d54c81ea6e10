using Rlar.Rewards.Reading.Answers;

namespace Rlar.Rewards.Verifiers.Trainers;

/// <summary>TRL's think_format_reward.</summary>
internal sealed class TrlThinkFormat : CompletionTool
{
    private TrlThinkFormat(ToolCard card)
        : base(card)
    {
    }

    /// <summary>How the library makes it. No options.</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "trl/think-format",
            Kind = ToolKind.Format,
            Description = "1 where the completion starts with <think>, opens it once and closes it somewhere (TRL think_format_reward). "
                + "A second closing tag, empty thinking and no answer pass: format/think and the answer's own tool ask for more.",
            Provenance = "TRL think_format_reward",
        },
        Revision: 1,
        [],
        (card, _) => new TrlThinkFormat(card));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion) =>
        ThinkFormat.Closed.IsFormatOf(completion.Text) ? Verdict.Right() : Verdict.Wrong();
}
