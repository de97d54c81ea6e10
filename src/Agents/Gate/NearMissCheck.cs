using Rlar.Agents.Gate.Mutations;

namespace Rlar.Agents.Gate;

/// <summary>The mutation score: right answers changed a little, so that they are certainly wrong, must be scored low.</summary>
internal sealed class NearMissCheck : IGateCheck
{
    private const int MostAnswers = 16;

    /// <inheritdoc/>
    public string Name => "near-misses";

    /// <inheritdoc/>
    public async ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        var (accepted, count) = await run.TryAsync(
            run.Right.Take(MostAnswers).SelectMany(right => NearMisses.Of(right, run.Wrong, run.Claims).Concat(run.Forbidden.SelectMany(word => ForbiddenWords.Wrong(right, word)))),
            cancellationToken);
        return Findings.OfRefused(Name, run, accepted, count, run.Options.MutationScore);
    }
}
