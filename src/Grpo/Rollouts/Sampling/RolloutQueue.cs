namespace Rlar.Grpo.Rollouts.Sampling;

/// <summary>
/// The requests that wait, those of one prompt behind each other, so that a prompt is computed once and kept for as long as it is asked for. Safe for several
/// threads.
/// </summary>
internal sealed class RolloutQueue
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<RolloutRequest> _requests;
    private readonly int[] _order;
    private int _taken;

    /// <summary>Queues requests.</summary>
    /// <param name="requests">The requests.</param>
    internal RolloutQueue(IReadOnlyList<RolloutRequest> requests)
    {
        _requests = requests;
        var first = new Dictionary<int[], int>(ReferenceEqualityComparer.Instance);
        for (var index = 0; index < requests.Count; index++)
            _ = first.TryAdd(requests[index].Prompt, index);
        // Sorting is stable.
        _order = [.. Enumerable.Range(0, requests.Count).OrderBy(index => first[requests[index].Prompt])];
    }

    /// <summary>Takes the next request.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="request">The request.</param>
    /// <returns>Whether there was one.</returns>
    internal bool TryTake(out int index, out RolloutRequest request)
    {
        lock (_gate)
        {
            if (_taken == _order.Length)
            {
                (index, request) = (-1, default);
                return false;
            }

            index = _order[_taken++];
            request = _requests[index];
            return true;
        }
    }
}
