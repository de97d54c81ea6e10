using Rlar.Agents.Library;
using Rlar.Agents.Rewards;

namespace Rlar.Agents.Verifiers.Formats;

/// <summary>1 where the completion is one thinking section and an answer after it, as TRL's think_format_reward has it.</summary>
public sealed class FormatThink : CompletionTool
{
    private const string Open = "<think>";
    private const string Close = "</think>";

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
            Description = "1 where the completion starts with <think>, opens it once and closes it (TRL think_format_reward). It reads "
                + "the form alone: an empty thinking and a wrong answer pass.",
            Provenance = "TRL think_format_reward",
        },
        Revision: 1,
        [],
        (card, _) => new FormatThink(card));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var text = completion.Text;
        return text.StartsWith(Open, StringComparison.Ordinal)
            && text.IndexOf(Open, Open.Length, StringComparison.Ordinal) < 0
            && text.IndexOf(Close, StringComparison.Ordinal) is var close and > 0
            && text.IndexOf(Close, close + 1, StringComparison.Ordinal) < 0
            ? Verdict.Right()
            : Verdict.Wrong();
    }
}
