using System.Collections.Concurrent;

namespace Rlar.Scoring.Pipeline;

/// <summary>
/// Remembers outcomes by tool version, query and completion, in a bounded number of bytes. The oldest entries make room. Failures are not remembered: the
/// next call may succeed.
/// </summary>
/// <param name="capacity">Most entries.</param>
/// <param name="bytes">About how many bytes they may take.</param>
internal sealed class OutcomeCache(int capacity, long bytes)
{
    // What an entry takes beside its outcome's texts: a key and a reference twice, the nodes of both collections, an outcome.
    private const int EntryBytes = 200;
    private const int PartBytes = 80;
    private readonly ConcurrentDictionary<UInt128, RewardOutcome> _outcomes = new();
    private readonly ConcurrentQueue<(UInt128 Key, int Bytes)> _age = new();
    private long _held;
    private int _count;

    /// <summary>What outcomes are known by.</summary>
    internal OutcomeKeys Keys { get; } = new();

    /// <summary>How many outcomes it holds.</summary>
    internal int Count => _outcomes.Count;

    /// <summary>The outcome of an earlier call, or null.</summary>
    /// <param name="key">The key.</param>
    internal RewardOutcome? Find(UInt128 key) => _outcomes.GetValueOrDefault(key);

    /// <summary>Remembers an outcome.</summary>
    /// <param name="key">The key.</param>
    /// <param name="outcome">What the tool said.</param>
    internal void Add(UInt128 key, RewardOutcome outcome)
    {
        var size = SizeOf(outcome);
        if (capacity == 0 || size > bytes || outcome is RewardOutcome.Failed || !_outcomes.TryAdd(key, outcome))
            return;
        _age.Enqueue((key, size));
        var count = Interlocked.Increment(ref _count);
        var held = Interlocked.Add(ref _held, size);
        while ((count > capacity || held > bytes) && _age.TryDequeue(out var oldest))
        {
            _outcomes.TryRemove(oldest.Key, out _);
            count = Interlocked.Decrement(ref _count);
            held = Interlocked.Add(ref _held, -oldest.Bytes);
        }
    }

    private static int SizeOf(RewardOutcome outcome) => outcome switch
    {
        RewardOutcome.Scored scored => EntryBytes + (2 * (scored.Reason?.Length ?? 0)) + (PartBytes * (scored.Parts?.Count ?? 0)),
        RewardOutcome.Unscorable unscorable => EntryBytes + (2 * unscorable.Reason.Length),
        _ => EntryBytes,
    };
}
