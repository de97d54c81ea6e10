using System.Collections.Concurrent;

namespace Rlar.Grpo.Rollouts.Decoding;

/// <summary>
/// Prompts by their arrays: each is computed by the lane that asks first, and let go when the last request that has it was served. Safe for several threads.
/// </summary>
internal sealed class PromptStates
{
    private readonly ConcurrentDictionary<int[], Entry> _entries = new(ReferenceEqualityComparer.Instance);

    /// <summary>Counts who will ask.</summary>
    /// <param name="requests">The requests.</param>
    internal PromptStates(IEnumerable<RolloutRequest> requests)
    {
        foreach (var request in requests)
            _entries.GetOrAdd(request.Prompt, _ => new Entry()).Waiting++;
    }

    /// <summary>A prompt's state, for one request.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="compute">Computes it; others that ask for the same wait.</param>
    internal PromptState Take(int[] prompt, Func<int[], PromptState> compute)
    {
        var entry = _entries[prompt];
        lock (entry)
        {
            var state = entry.State ??= compute(prompt);
            if (--entry.Waiting == 0)
                _ = _entries.TryRemove(prompt, out _);
            return state;
        }
    }

    private sealed class Entry
    {
        internal PromptState? State { get; set; }

        internal int Waiting { get; set; }
    }
}
