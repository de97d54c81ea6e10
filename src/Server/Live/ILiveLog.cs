using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Live;

/// <summary>Takes what was scored, for whoever watches. It must not wait and must not throw: it stands in the way of every answer.</summary>
public interface ILiveLog
{
    /// <summary>Takes a group that was scored.</summary>
    /// <param name="source">Who asked: the dialect's name, such as "native", "openrlhf" or "nemo-gym".</param>
    /// <param name="group">The group with its route, outcomes and advantages.</param>
    /// <param name="took">From the request's arrival at the service to its answer, the wait for a place included.</param>
    void Add(string source, ScoredGroup group, TimeSpan took);
}
