using Rlar.Scoring.Pipeline;
using Rlar.Server.Service;

namespace Rlar.Server.Tests.Dialects;

/// <summary>Rewards that have no place for a request when a test says so, and else are those of another service.</summary>
internal sealed class FullRewards(IRewardService rewards) : IRewardService
{
    internal bool IsFull { get; set; }

    /// <summary>How many more requests there is no place for.</summary>
    internal int FullFor { get; set; }

    internal int Asked { get; private set; }

    internal ScoreRequest? Last { get; private set; }

    public Task<ScoredGroup> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken)
    {
        (Asked, Last) = (Asked + 1, request);
        return IsFull || --FullFor >= 0
            ? Task.FromException<ScoredGroup>(new BusyException("All places are taken", TimeSpan.FromMilliseconds(60)))
            : rewards.ScoreAsync(request, cancellationToken);
    }
}
