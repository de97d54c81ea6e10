using Rlar.Thinking;

namespace Rlar;

/// <summary>
/// What stands before every tool that reads answers. Where the prompt had opened the thinking, each completion is given to the tool with the mark
/// that the prompt ends in, as the policy's whole message: what was never closed is then no answer to any tool, and what was closed has the right
/// form. A tool's value for a completion that is all thinking is the worst of its range, whatever the tool makes of such a text.
/// </summary>
/// <param name="tool">The tool.</param>
/// <param name="isOpened">Whether every prompt counts as one that opens the thinking; otherwise each prompt is looked at.</param>
internal sealed class ThinkingGate(IRewardTool tool, bool isOpened) : IRewardTool
{
    /// <inheritdoc/>
    public ToolCard Card => tool.Card;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        var mark = Opened(group.Query.Prompt);
        return mark is null && !isOpened ? tool.ScoreAsync(group, cancellationToken) : ScoreAsync(group, mark, cancellationToken);
    }

    private static string? Opened(IReadOnlyList<Message> prompt)
    {
        if (prompt.Count == 0)
            return null;

        // A prompt of one message may be a templated text. In a chat, only the model's own message is continued.
        var last = prompt[^1];
        if (last.Role == "assistant")
            return PromptHead.OpenedIn(last.Content);
        return prompt.Count == 1 ? PromptHead.OpenedBy(last.Content) : null;
    }

    private async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, string? known, CancellationToken cancellationToken)
    {
        // A message that carries calls apart from its content was taken apart by a server that saw its thinking end.
        var whole = new Completion[group.Completions.Count];
        var isUnfinished = new bool[whole.Length];
        for (var i = 0; i < whole.Length; i++)
        {
            whole[i] = group.Completions[i];
            if (whole[i].Calls is not null)
                continue;
            var mark = known ?? ThinkingReader.OpeningOf(whole[i].Text);
            var text = ThinkingReader.WithOpening(mark, whole[i].Text);
            isUnfinished[i] = ThinkingReader.EndsThinking(text);

            // The tool is asked all the same: a row without a reference is unscorable for all of its completions.
            whole[i] = whole[i] with { Text = isUnfinished[i] ? mark : text };
        }

        var outcomes = await tool.ScoreAsync(group with { Completions = whole }, cancellationToken);
        if (outcomes.Count != whole.Length || !isUnfinished.Contains(true))
            return outcomes;
        return [.. outcomes.Select((outcome, i) => isUnfinished[i] && outcome is RewardOutcome.Scored scored ? Worst(scored) : outcome)];
    }

    private RewardOutcome.Scored Worst(RewardOutcome.Scored scored) => new(Card.Range.HigherIsBetter ? Card.Range.Min : Card.Range.Max)
    {
        Parts = scored.Parts,
        Reason = "the thinking that the prompt opened was never closed",
    };
}
