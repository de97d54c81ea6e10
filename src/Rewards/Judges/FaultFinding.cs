namespace Rlar.Rewards.Judges;

/// <summary>
/// No completion can choose to have no verdict: where a judge gives none, it is asked about a plain answer to the same question. If it gives one on that, the
/// completion is at fault and has the lowest value, as if it had said nothing; if not, the judge is, and then nothing that a completion says decides it.
/// </summary>
/// <param name="card">The judge's card.</param>
/// <param name="mode">What is asked.</param>
/// <param name="look">Begins a look at a group. The last look of a group, which is told so, gives what verdicts there are.</param>
internal sealed class FaultFinding(ToolCard card, JudgeMode mode, Func<bool, WatchedVerdicts> look)
{
    private const string AtFault = "the judge gave no verdict on this answer, and gave one on a plain answer to the same question: the lowest value";

    // What a model can have nothing against.
    private static readonly Completion[] s_plain = [new("I am not sure."), new("I would have to look that up.")];

    /// <summary>Whether the judge gives verdicts on plain answers; null where something else went wrong, which says nothing about any answer.</summary>
    internal Task<bool?> AnswersAsync(RolloutGroup group, CancellationToken cancellationToken) =>
        HasVerdictsAsync(group, card.ComparesSiblings ? s_plain : s_plain[..1], cancellationToken);

    /// <summary>Judges a group.</summary>
    /// <param name="group">The group, with what is judged of each completion.</param>
    /// <param name="answers">What <see cref="AnswersAsync"/> found; null where it is asked only if need be.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal async Task<IReadOnlyList<RewardOutcome>> JudgeAsync(RolloutGroup group, bool? answers, CancellationToken cancellationToken)
    {
        var verdicts = look(false);
        var outcomes = await mode.ScoreAsync(verdicts, group, cancellationToken);
        if (verdicts.WithoutVerdict.Count == 0)
            return outcomes;

        // Where answers are compared any of them may be the one; else the outcome tells which.
        var guilty = new bool[outcomes.Count];
        if ((answers ?? await AnswersAsync(group, cancellationToken)) == true)
        {
            for (var index = 0; index < guilty.Length; index++)
            {
                if (!card.ComparesSiblings && !verdicts.WithoutVerdict.Contains(outcomes[index]))
                    continue;
                var tried = await HasVerdictsAsync(group, [group.Completions[index], .. s_plain[..(card.ComparesSiblings ? 1 : 0)]], cancellationToken);
                guilty[index] = tried == false;
            }
        }

        // To say nothing is the lowest that there is in every mode; what was said of the others is known already.
        var left = group with { Completions = [.. group.Completions.Select((completion, index) => guilty[index] ? new Completion("") : completion)] };
        outcomes = await mode.ScoreAsync(look(true), left, cancellationToken);
        return [.. outcomes.Select((outcome, index) => guilty[index] && outcome is RewardOutcome.Scored scored ? scored with { Reason = AtFault } : outcome)];
    }

    private async Task<bool?> HasVerdictsAsync(RolloutGroup group, Completion[] completions, CancellationToken cancellationToken)
    {
        var trial = look(false);
        _ = await mode.ScoreAsync(trial, group with { Completions = completions }, cancellationToken);
        return trial.WithoutVerdict.Count > 0 ? false : trial.HasFailures ? null : true;
    }
}
