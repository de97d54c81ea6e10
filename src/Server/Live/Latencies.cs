using System.Numerics;

namespace Rlar.Server.Live;

/// <summary>How long something takes, in a few hundred counters: a quantile is exact to an eighth of its value.</summary>
internal sealed class Latencies
{
    // Microseconds, eight counters for each power of two, up to some twelve days.
    private const int PartBits = 3;
    private const int Powers = 40;
    private readonly long[] _counts = new long[Powers << PartBits];
    private double _sum;

    /// <summary>How many were seen.</summary>
    internal long Count { get; private set; }

    /// <summary>Their mean in milliseconds; 0 where there are none.</summary>
    internal double Mean => Count == 0 ? 0 : _sum / Count;

    /// <summary>The longest in milliseconds.</summary>
    internal double Longest { get; private set; }

    /// <summary>Takes a time in.</summary>
    internal void Add(TimeSpan time)
    {
        var microseconds = (ulong)Math.Max(0, time.Ticks / TimeSpan.TicksPerMicrosecond);
        _counts[Math.Min(PlaceOf(microseconds), _counts.Length - 1)]++;
        Count++;
        _sum += time.TotalMilliseconds;
        Longest = Math.Max(Longest, time.TotalMilliseconds);
    }

    /// <summary>A quantile in milliseconds; 0 where there are no times.</summary>
    /// <param name="share">A value between 0.0 and 1.0.</param>
    internal double Quantile(double share)
    {
        var rank = (long)Math.Ceiling(share * Count);
        for (var place = 0; place < _counts.Length && Count > 0; place++)
        {
            rank -= _counts[place];
            if (rank <= 0)
                return Math.Min(Longest, EndOf(place) / 1000.0);
        }

        return Longest;
    }

    private static int PlaceOf(ulong value)
    {
        var power = BitOperations.Log2(value | 1);
        return power < PartBits ? (int)value : ((power - PartBits + 1) << PartBits) + (int)((value >> (power - PartBits)) & ((1 << PartBits) - 1));
    }

    // The least value of the next place.
    private static double EndOf(int place)
    {
        var next = place + 1;
        var power = (next >> PartBits) + PartBits - 1;
        return power < PartBits ? next : Math.ScaleB((1 << PartBits) + (next & ((1 << PartBits) - 1)), power - PartBits);
    }
}
