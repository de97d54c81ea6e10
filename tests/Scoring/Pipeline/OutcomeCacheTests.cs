using Rlar.Scoring.Pipeline;

namespace Rlar.Scoring.Tests.Pipeline;

public sealed class OutcomeCacheTests
{
    [Theory]
    [InlineData(5, 1 << 20, 5)]
    [InlineData(1000, 2000, 2)]
    [InlineData(0, 1 << 20, 0)]
    [InlineData(1000, 300, 0)]
    public void Add_BeyondTheBudget_MakesRoomFromTheOldest(int capacity, int bytes, int kept)
    {
        var cache = new OutcomeCache(capacity, bytes);
        for (var i = 0; i < 20; i++)
            cache.Add((UInt128)i, new RewardOutcome.Scored(i) { Reason = new string('x', 300) });
        Assert.Equal(kept, cache.Count);
        Assert.Equal(kept == 0 ? null : 19, (cache.Find(19) as RewardOutcome.Scored)?.Value);
        Assert.Null(cache.Find(0));
    }
}
