using Rlar.Scoring.Pipeline;
using Rlar.Server.Service;

namespace Rlar.Server.Tests.Dialects;

/// <summary>Rewards that have no place for a request when a test says so, and else are those of another service.</summary>
internal sealed class FullRewards(IRewardService rewards) : IRewardService
{
    internal bool IsFull { get; set; }

    internal int Asked { get; private set; }

    internal ScoreRequest? Last { get; private set; }

    public Task<ScoredGroup> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken)
    {
        (Asked, Last) = (Asked + 1, request);
        return IsFull
            ? Task.FromException<ScoredGroup>(new BusyException("All places are taken", TimeSpan.FromSeconds(2)))
            : rewards.ScoreAsync(request, cancellationToken);
    }
}
