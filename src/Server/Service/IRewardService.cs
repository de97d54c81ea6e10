using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Service;

/// <summary>Scores the groups of all connections: the only way from a dialect to a reward.</summary>
public interface IRewardService
{
    /// <summary>Scores a group, or a part of one. Equal requests under way at one time are scored once.</summary>
    /// <param name="request">What to score.</param>
    /// <param name="cancellationToken">The client has hung up: the tools are stopped, unless another client waits for the same.</param>
    /// <returns>The completions of the request in its order, with their outcomes; what a tool does wrong is an outcome.</returns>
    /// <exception cref="BusyException">No place is free, or the server is being shut down: try again later.</exception>
    /// <exception cref="RlarException">The request itself cannot be scored as asked: it names a tool that is not there.</exception>
    Task<ScoredGroup> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken);
}
