using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Rlar.Scoring.Pipeline;

/// <summary>
/// Remembers outcomes by tool version, query and completion, in a bounded number of bytes. A key is a hash of 128 bits of all these, with a secret of its own
/// for each cache, so that no text can be made that is taken for another. The oldest entries make room. Failures are not remembered: the next
/// call may succeed.
/// </summary>
/// <param name="capacity">Most entries.</param>
/// <param name="bytes">About how many bytes they may take.</param>
internal sealed class OutcomeCache(int capacity, long bytes)
{
    // What an entry takes beside its outcome's texts: a key and a reference twice, the nodes of both collections, an outcome.
    private const int EntryBytes = 200;
    private const int PartBytes = 80;
    private readonly long _secret = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly ConcurrentDictionary<UInt128, RewardOutcome> _outcomes = new();
    private readonly ConcurrentQueue<(UInt128 Key, int Bytes)> _age = new();
    private long _held;
    private int _count;

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

    /// <summary>
    /// The key of a tool's version and of everything of a query that a tool may look at, but not its id: the same question under two ids is one question.
    /// </summary>
    /// <param name="card">The tool's card.</param>
    /// <param name="query">The query.</param>
    internal UInt128 KeyOf(ToolCard card, Query query)
    {
        var hash = new XxHash128(_secret);
        Append(hash, card.Version);
        Append(hash, query.Prompt.Count);
        foreach (var message in query.Prompt)
        {
            Append(hash, message.Role);
            Append(hash, message.Content);
        }

        Append(hash, query.References.Count);
        foreach (var reference in query.References)
            Append(hash, reference);
        Append(hash, query.Tests);
        Append(hash, query.Constraints);
        Append(hash, query.Metadata);
        return hash.GetCurrentHashAsUInt128();
    }

    /// <summary>The key of a completion.</summary>
    /// <param name="question">The key of the tool and the query.</param>
    /// <param name="completion">The completion's text.</param>
    internal UInt128 KeyOf(UInt128 question, string completion) =>
        question ^ XxHash128.HashToUInt128(MemoryMarshal.AsBytes(completion.AsSpan()), _secret ^ (long)(ulong)question);

    // Each with its length, so that no two lists of texts are one.
    private static void Append(XxHash128 hash, string text)
    {
        Append(hash, text.Length);
        hash.Append(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static void Append(XxHash128 hash, JsonElement? element)
    {
        if (element is not { } json)
        {
            Append(hash, -1);
            return;
        }

        var text = JsonMarshal.GetRawUtf8Value(json);
        Append(hash, text.Length);
        hash.Append(text);
    }

    private static void Append(XxHash128 hash, int number) => hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in number)));

    private static int SizeOf(RewardOutcome outcome) => outcome switch
    {
        RewardOutcome.Scored scored => EntryBytes + (2 * (scored.Reason?.Length ?? 0)) + (PartBytes * (scored.Parts?.Count ?? 0)),
        RewardOutcome.Unscorable unscorable => EntryBytes + (2 * unscorable.Reason.Length),
        _ => EntryBytes,
    };
}
