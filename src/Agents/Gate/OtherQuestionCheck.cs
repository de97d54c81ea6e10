using Rlar.Agents.Gate.Mutations;

namespace Rlar.Agents.Gate;

/// <summary>Right answers to other questions: changed ones, and those of other rows. A verifier must look at what was asked.</summary>
internal sealed class OtherQuestionCheck : IGateCheck
{
    private const int MostAnswers = 16;

    /// <inheritdoc/>
    public string Name => "other-questions";

    /// <inheritdoc/>
    public async ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        var right = run.Right.Take(MostAnswers).ToArray();
        var changed = right.SelectMany(probe => 
            QueryChanges.Of(probe, run.Claims).Concat(QueryChanges.Swapped(probe, right, run.Claims)).Concat(LongerLists.Of(probe, run.Claims)));
        var (accepted, count) = await run.TryAsync(changed, cancellationToken);
        return Findings.OfRefused(Name, run, accepted, count, run.Options.MutationScore);
    }
}
