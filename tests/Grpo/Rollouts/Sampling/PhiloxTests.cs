using Rlar.Grpo.Rollouts.Sampling;

namespace Rlar.Grpo.Tests.Rollouts.Sampling;

public sealed class PhiloxTests
{
    // The known answers of Random123 1.14 (kat_vectors, philox 4x32 10).
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Mix_KnownCounters_GivesTheKnownWords(uint c0, uint c1, uint c2, uint c3, uint low, uint high, uint w0, uint w1, uint w2, uint w3)
    {
        Span<uint> block = [c0, c1, c2, c3];
        Philox.Mix(low, high, block);
        Assert.Equal([w0, w1, w2, w3], block.ToArray());
    }

    [Fact]
    public void Share_OfNeighbouringSeedsAndPositions_IsUniform()
    {
        var shares = (from seed in Enumerable.Range(0, 100) from position in Enumerable.Range(0, 100) select Philox.Share((ulong)seed, position)).ToArray();
        Assert.All(shares, share => Assert.InRange(share, 0, Math.BitDecrement(1.0)));
        Assert.Equal(shares.Length, shares.Distinct().Count());
        // Twenty cells of 500: the 0.9999 quantile of chi-square with 19 degrees is 50.8.
        var chi = Enumerable.Range(0, 20).Sum(cell => Math.Pow(shares.Count(share => (int)(share * 20) == cell) - 500, 2) / 500);
        Assert.InRange(chi, 0, 50.8);
    }
}
