using Rlar.Rewards.Models;

namespace Rlar.Rewards.Judges;

/// <summary>
/// A judge over a chat model. A completion that the model gives no verdict on, where it gives one on a plain answer to the same question, has the
/// lowest value: no completion can choose to have none. Where the model gives none on the plain answer either, the judge failed.
/// </summary>
/// <param name="card">The tool's card.</param>
/// <param name="mode">What is asked.</param>
/// <param name="asking">Who is asked.</param>
internal sealed class ChatJudgeTool(ToolCard card, JudgeMode mode, ChatAsking asking) : IRewardTool
{
    private const string AtFault = "the judge gave no verdict on this answer, and gave one on a plain answer to the same question: the lowest value";

    // What the model can have nothing against.
    private static readonly Completion[] s_plain = [new("I am not sure."), new("I would have to look that up.")];

    /// <inheritdoc/>
    public ToolCard Card { get; } = card;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (ModelTool.Missing(Card, group.Query) is { } missing)
            return [.. group.Completions.Select(_ => new RewardOutcome.Unscorable($"{Card.Id} needs {missing}"))];
        try
        {
            return await JudgeAsync(PlainText.Of(group, mode.Answer), cancellationToken);
        }
        catch (ToolException error)
        {
            return [.. group.Completions.Select(_ => new RewardOutcome.Unscorable($"{Card.Id}: {error.Message}"))];
        }
    }

    private async Task<IReadOnlyList<RewardOutcome>> JudgeAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        var replies = new ChatReplies(asking);
        var verdicts = new ChatVerdicts(replies);
        var outcomes = await mode.ScoreAsync(verdicts, group, cancellationToken);
        if (verdicts.WithoutVerdict.Count == 0)
            return outcomes;

        // Where answers are compared any of them may be the one; else the outcome tells which.
        var guilty = new bool[outcomes.Count];
        if (await HasVerdictsAsync(Card.ComparesSiblings ? s_plain : s_plain[..1]) == true)
        {
            for (var index = 0; index < guilty.Length; index++)
            {
                if (Card.ComparesSiblings || verdicts.WithoutVerdict.Contains(outcomes[index]))
                    guilty[index] = await HasVerdictsAsync([group.Completions[index], .. s_plain[..(Card.ComparesSiblings ? 1 : 0)]]) == false;
            }
        }

        if (!guilty.Contains(true))
            return outcomes;

        // To say nothing is the lowest that there is in every mode; what was said of the others is known already.
        var left = group with { Completions = [.. group.Completions.Select((completion, index) => guilty[index] ? new Completion("") : completion)] };
        outcomes = await mode.ScoreAsync(new ChatVerdicts(replies), left, cancellationToken);
        return [.. outcomes.Select((outcome, index) => guilty[index] && outcome is RewardOutcome.Scored scored ? scored with { Reason = AtFault } : outcome)];

        // Null where something else went wrong, which says nothing about the completions.
        async Task<bool?> HasVerdictsAsync(Completion[] completions)
        {
            var trial = new ChatVerdicts(replies);
            _ = await mode.ScoreAsync(trial, group with { Completions = completions }, cancellationToken);
            return trial.WithoutVerdict.Count > 0 ? false : trial.HasFailures ? null : true;
        }
    }
}
