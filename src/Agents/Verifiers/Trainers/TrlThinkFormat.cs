using Rlar.Agents.Library;
using Rlar.Agents.Rewards;

namespace Rlar.Agents.Verifiers.Trainers;

/// <summary>TRL's think_format_reward: ^&lt;think&gt;(?!.*&lt;think&gt;)(.*?)&lt;/think&gt;.*$, in one pass.</summary>
public sealed class TrlThinkFormat : CompletionTool
{
    private const string Open = "<think>";

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
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var text = completion.Text;
        return text.StartsWith(Open, StringComparison.Ordinal)
            && text.IndexOf(Open, Open.Length, StringComparison.Ordinal) < 0
            && text.Contains("</think>", StringComparison.Ordinal)
            ? Verdict.Right()
            : Verdict.Wrong();
    }
}
