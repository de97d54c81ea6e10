namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation;

/// <summary>SplitMix64, so that a seed gives the same pairs on every machine and framework.</summary>
internal sealed class Draw(ulong seed)
{
    private ulong _state = seed * 0xD1342543DE82EF95UL + 0x9E3779B97F4A7C15UL;

    /// <summary>An integer of [low, high].</summary>
    public int Int(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    /// <summary>An integer of [-size, size] other than 0.</summary>
    public int NonZero(int size) => Int(1, size) * Sign();

    public int Sign() => Chance(50) ? 1 : -1;

    public bool Chance(int percent) => Int(1, 100) <= percent;

    public T Pick<T>(params ReadOnlySpan<T> items) => items[Int(0, items.Length - 1)];

    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        var all = items.ToArray();
        for (var i = all.Length - 1; i > 0; i--)
        {
            var j = Int(0, i);
            (all[i], all[j]) = (all[j], all[i]);
        }

        return all;
    }

    /// <summary>COUNT different integers of [low, high].</summary>
    public int[] Distinct(int count, int low, int high)
    {
        var found = new List<int>();
        while (found.Count < count)
        {
            var next = Int(low, high);
            if (!found.Contains(next))
                found.Add(next);
        }

        return [.. found];
    }

    /// <summary>A name for an unknown; no letter with a meaning of its own (d, e, f, i, l, o).</summary>
    public string Letter() => Pick("x", "y", "z", "n", "k", "t", "a", "m", "p", "r");

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return (z ^ (z >> 31)) >> 1;
    }
}
