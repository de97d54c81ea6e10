using System.Security.Cryptography;
using System.Text;

namespace Rlar.Server.Dialects;

/// <summary>
/// Counts how often a completion has failed to be scored lately, for trainers that ask a few times and then end the run: as long as another try may help
/// they are told so. Bounded in number and time. Safe for several threads.
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class FailedTries(TimeProvider clock)
{
    private const int Most = 16_384;
    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _tries = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, long At)> _order = new();

    /// <summary>Counts one more failure.</summary>
    /// <param name="group">What the completion answers.</param>
    /// <param name="completion">The completion.</param>
    /// <returns>How many there have been, this one included.</returns>
    internal int Count(string group, string completion)
    {
        var key = group + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(completion)).AsSpan(0, 16));
        lock (_lock)
        {
            while (_order.TryPeek(out var oldest) && (_order.Count >= Most || clock.GetElapsedTime(oldest.At) > s_kept))
            {
                _order.Dequeue();
                _tries.Remove(oldest.Key);
            }

            if (_tries.TryAdd(key, 0))
                _order.Enqueue((key, clock.GetTimestamp()));
            return ++_tries[key];
        }
    }
}
