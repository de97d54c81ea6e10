namespace Rlar.Grpo.Rollouts.Sampling;

/// <summary>
/// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011): random bits as a pure function of a key and a counter, so that a draw
/// needs no state and does not know what was drawn beside it or before it.
/// </summary>
internal static class Philox
{
    private const int Rounds = 10;

    /// <summary>A share in [0, 1), of 53 bits.</summary>
    /// <param name="seed">The key.</param>
    /// <param name="position">The counter.</param>
    internal static double Share(ulong seed, int position)
    {
        Span<uint> block = [(uint)position, 0, 0, 0];
        Mix((uint)seed, (uint)(seed >> 32), block);
        return ((((ulong)block[1] << 32) | block[0]) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Turns a counter into random words in place.</summary>
    /// <param name="keyLow">The key's lower word.</param>
    /// <param name="keyHigh">The key's upper word.</param>
    /// <param name="block">[4] the counter, lowest word first.</param>
    internal static void Mix(uint keyLow, uint keyHigh, Span<uint> block)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var first = 0xD2511F53UL * block[0];
            var second = 0xCD9E8D57UL * block[2];
            (block[0], block[1], block[2], block[3]) =
                ((uint)(second >> 32) ^ block[1] ^ keyLow, (uint)second, (uint)(first >> 32) ^ block[3] ^ keyHigh, (uint)first);
            keyLow += 0x9E3779B9;
            keyHigh += 0xBB67AE85;
        }
    }
}
