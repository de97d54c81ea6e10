using Rlar.Scoring.Pipeline;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// Waits for a place in the trainer's stead. Some trainers ask five times a second apart and then end the run, or count 0, but would wait for minutes for
/// one answer: a queue that is full for ten seconds is nothing that they should learn of.
/// </summary>
internal static class Waiting
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(50);

    /// <summary>Scores.</summary>
    /// <param name="parts">What the server has.</param>
    /// <param name="request">What to score; its deadline counts from now.</param>
    /// <param name="patience">How long to wait for a place, at most.</param>
    /// <param name="cancellationToken">The client has hung up.</param>
    /// <exception cref="BusyException">There was no place all that time, or the server is being shut down.</exception>
    internal static async Task<ScoredGroup> ScoreAsync(ServerParts parts, ScoreRequest request, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ;)
        {
            TimeSpan pause;
            try
            {
                return await parts.Rewards.ScoreAsync(request with { Deadline = request.Deadline - waited }, cancellationToken);
            }
            catch (BusyException busy) when (waited + busy.RetryAfter <= patience && !parts.Stopping.IsCancellationRequested)
            {
                pause = busy.RetryAfter > s_shortest ? busy.RetryAfter : s_shortest;
            }

            await Task.Delay(pause, parts.Clock, cancellationToken);
            waited += pause;
        }
    }
}
