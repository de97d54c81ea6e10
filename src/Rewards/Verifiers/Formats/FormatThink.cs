using Rlar.Rewards.Reading.Answers;

namespace Rlar.Rewards.Verifiers.Formats;

/// <summary>1 where the completion opens its thinking once, at the beginning, and closes it once.</summary>
internal sealed class FormatThink : CompletionTool
{
    private FormatThink(ToolCard card)
        : base(card)
    {
    }

    /// <summary>How the library makes it. No options.</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "format/think",
            Kind = ToolKind.Format,
            Description = "1 where the completion starts with <think>, or goes on from the mark of thinking in which its prompt ends, opens "
                + "it once and closes it (TRL think_format_reward). It reads the form alone: an empty thinking and a wrong answer pass.",
            Provenance = "TRL think_format_reward",
        },
        Revision: 2,
        [],
        (card, _) => new FormatThink(card));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion) =>
        ThinkFormat.ClosedOnce.IsFormatOf(completion.Text, query.Prompt) ? Verdict.Right() : Verdict.Wrong();
}
