namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>
/// The points at which expressions are compared: hashes of names and a fixed seed, the same in every run and on every thread.
/// </summary>
internal static class RandomPoints
{
    private const ulong Seed = 0x9E3779B97F4A7C15;

    /// <summary>A hash of a name, 64 bits (FNV-1a, mixed as in SplitMix64).</summary>
    internal static ulong Of(string name, int trial)
    {
        var hash = 0xCBF29CE484222325 ^ (Seed * (ulong)(trial + 1));
        foreach (var c in name)
            hash = (hash ^ c) * 0x100000001B3;
        return Mixed(hash);
    }

    internal static ulong Mixed(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
