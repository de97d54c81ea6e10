namespace Rlar.Agents.Gate;

/// <summary>
/// No completion of a row that can be judged makes the draft fail or call it unscorable: what has no score leaves the group, so a policy would write such texts
/// whenever it expects to be wrong.
/// </summary>
internal sealed class FailureCheck : IGateCheck
{
    /// <inheritdoc/>
    public string Name => "failures";

    /// <inheritdoc/>
    public ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        // A query that the gate changed may itself be one that cannot be judged; its labelled ones can.
        var own = run.Right.Concat(run.Wrong).Select(probe => probe.Query).ToHashSet<Query>(ReferenceEqualityComparer.Instance);
        Verdict[] unscored = [.. run.Said.Where(verdict => verdict.Reward is null && own.Contains(verdict.Variant.Query))];
        var failed = unscored.Length > 0 ? unscored[0] : run.Said.FirstOrDefault(verdict => verdict.Outcome is RewardOutcome.Failed);
        return new(failed is null
            ? new GateCheck(Name, true, 0, 0, $"each of {run.Said.Count} texts was scored")
            : Findings.Refused(Name, $"a completion can choose to have no score: {failed.Said}", failed, "a score", Math.Max(1, unscored.Length), 0));
    }
}
