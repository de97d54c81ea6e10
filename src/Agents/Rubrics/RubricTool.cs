using Microsoft.Extensions.AI;

namespace Rlar.Agents.Rubrics;

/// <summary>
/// Scores by a rubric: parts are the criteria, each 0 or 1; the value is their weighted mean. A criterion that a judge gave no verdict on makes the completion
/// failed: its weight is never given away or kept.
/// </summary>
/// <param name="card">The tool's card.</param>
/// <param name="rubric">The rubric.</param>
/// <param name="judge">The model; null where the rubric asks nothing.</param>
internal sealed class RubricTool(ToolCard card, Rubric rubric, IChatClient? judge) : IRewardTool
{
    /// <inheritdoc/>
    public ToolCard Card { get; } = card;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (Card.Missing(group.Query) is { } missing)
            return [.. group.Completions.Select(_ => new RewardOutcome.Unscorable($"{Card.Id}: {missing}"))];
        string[] answers = [.. group.Completions.Select(completion => ThinkingSection.Answer(completion.Text) ?? "")];
        IReadOnlyList<Criterion> criteria = rubric.Criteria;
        if (judge is not null && rubric.Adaptive > 0)
        {
            var (added, failure) = await new AdaptiveCriteria(judge).WriteAsync(group.Query, answers, rubric, cancellationToken);
            if (added is null)
                return [.. answers.Select(_ => new RewardOutcome.Failed("model", $"{Card.Id}: {failure}"))];
            criteria = [.. criteria, .. added];
        }

        var outcomes = new RewardOutcome[answers.Length];
        var known = new Dictionary<string, RewardOutcome>(StringComparer.Ordinal);
        for (var i = 0; i < answers.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!known.TryGetValue(answers[i], out var outcome))
                known[answers[i]] = outcome = await ScoreAsync(group.Query, answers[i], criteria, cancellationToken);
            outcomes[i] = outcome;
        }

        return outcomes;
    }

    private async Task<RewardOutcome> ScoreAsync(Query query, string answer, IReadOnlyList<Criterion> criteria, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(answer))
            return new RewardOutcome.Scored(0) { Reason = "no answer" };
        var parts = new Dictionary<string, double>(StringComparer.Ordinal);
        var (met, all) = (0.0, 0.0);
        foreach (var criterion in criteria)
        {
            bool isMet;
            if (criterion.Check is { } check)
            {
                isMet = check.IsMetBy(answer, query.References, query.Question);
            }
            else
            {
                var (verdict, failure) = await new YesNoQuestion(judge!).AskAsync(criterion.Question!, query.Question, answer, cancellationToken);
                if (verdict is null)
                    return new RewardOutcome.Failed("model", $"{Card.Id}: no verdict on '{criterion.Name}': {failure}");
                isMet = verdict.Value;
            }

            parts[criterion.Name] = isMet ? 1 : 0;
            met += isMet ? criterion.Weight : 0;
            all += criterion.Weight;
        }

        var missed = parts.Where(part => part.Value == 0).Select(part => part.Key).ToArray();
        return new RewardOutcome.Scored(met / all) { Parts = parts, Reason = missed.Length == 0 ? null : $"not met: {string.Join(", ", missed)}" };
    }
}
