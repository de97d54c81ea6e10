namespace Rlar.Grpo.Training;

/// <summary>Seeds of draws: a number mixed of what names the draw, by SplitMix64's finaliser (Steele, Lea, Flood, OOPSLA 2014).</summary>
internal static class DrawSeeds
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>A seed of some numbers; another order gives another seed.</summary>
    internal static ulong Of(params ReadOnlySpan<ulong> names)
    {
        var seed = Golden;
        foreach (var name in names)
            seed = Mix(seed ^ Mix(name + Golden));
        return seed;
    }

    /// <summary>The next number of a stream, below <paramref name="bound"/>.</summary>
    internal static int Below(ref ulong state, int bound)
    {
        state += Golden;
        return (int)Math.BigMul(Mix(state), (ulong)bound, out _);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
