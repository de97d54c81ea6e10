using Rlar.Server.Live;

namespace Rlar.Server.Tests.Live;

/// <summary>Counting in parts gives what counting at once gives.</summary>
public sealed class TallyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(500)]
    public void Bucket_InTwoParts_IsTheWhole(int cut)
    {
        var random = new Random(7);
        double[] values = [.. Enumerable.Range(0, 500).Select(_ => (random.NextDouble() * 3) - 1)];
        Bucket Of(IEnumerable<double> some)
        {
            var bucket = new Bucket();
            foreach (var value in some)
                bucket.Add(new RewardOutcome.Scored(value), value);
            return bucket;
        }

        var parts = Of(values.Take(cut));
        parts.Add(Of(values.Skip(cut)));
        Assert.Equal(500, parts.Scored);
        Assert.Equal(values.Average(), parts.Mean, 12);
        Assert.Equal(Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / 499), parts.Deviation, 12);
    }

    [Fact]
    public void Bucket_OutcomesWithoutValue_HaveNoPartInTheMean()
    {
        var bucket = new Bucket();
        bucket.Add(new RewardOutcome.Scored(1), 1);
        bucket.Add(new RewardOutcome.Failed("tool", "x"), null);
        bucket.Add(new RewardOutcome.Unscorable("y"), null);
        bucket.Add(new RewardOutcome.Scored(0.5), null); // of several tools in a ledger
        Assert.Equal((2, 1, 1, 1, 1.0), (bucket.Scored, bucket.Values, bucket.Failed, bucket.Unscorable, bucket.Mean));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(240)]
    public void Curve_HoweverLongTheRun_HoldsEverythingInItsPlace(int points)
    {
        var axis = new Axis("row", 1, points);
        var (curve, late) = (new Curve(axis), new Curve(axis));
        const int rows = 10_000;
        for (var row = 0; row < rows; row++)
        {
            var point = axis.PointOf(row);
            curve.At(point).Add(new RewardOutcome.Scored(row), row);
            if (row >= rows / 2)
                late.At(point).Add(new RewardOutcome.Scored(row), row);
        }

        var all = curve.From(0);
        Assert.InRange(all.Length, points / 2, points);
        Assert.Equal(rows, all.Sum(point => point.Scored));
        for (var i = 0; i < all.Length; i++)
        {
            var last = Math.Min(rows - 1, ((i + 1) * axis.Width) - 1);
            Assert.Equal(((i * axis.Width) + last) / 2.0, all[i].Mean, 6);
        }

        Assert.Equal(rows / 2, late.From(0).Sum(point => point.Scored));
        Assert.Equal(all[^1].Scored, late.From(all.Length - 1)[0].Scored);
    }

    [Fact]
    public void Latencies_Quantiles_AreExactToAnEighth()
    {
        var latencies = new Latencies();
        for (var i = 1; i <= 10_000; i++)
            latencies.Add(TimeSpan.FromMicroseconds(i * 37));
        foreach (var share in new[] { 0.01, 0.5, 0.9, 0.99 })
            Assert.InRange(latencies.Quantile(share), share * 370, share * 370 * 1.13);
        Assert.Equal(370, latencies.Longest, 6);
        Assert.Equal(370, latencies.Quantile(1), 6);
        latencies.Add(TimeSpan.FromDays(400));
        Assert.Equal(TimeSpan.FromDays(400).TotalMilliseconds, latencies.Longest, 0);
    }

    [Fact]
    public void Named_BeyondTheMost_AreOne()
    {
        var named = new Named<string>(2, name => name);
        Assert.Equal(["a", "b", "(others)", "(others)", "a"], new[] { "a", "b", "c", "d", "a" }.Select(named.Of));
        Assert.Equal(3, named.All.Count);
    }

    [Fact]
    public void Shelf_IsBoundedInNumberAndBytes()
    {
        var shelf = new GroupShelf(3, 100);
        LiveGroup Group(long number) => new() { Id = "", Task = "", Outcomes = [], Rewards = [], Number = number };
        foreach (var (number, size) in new[] { (1, 10), (2, 10), (3, 10), (4, 10), (5, 85) })
            shelf.Add(Group(number), size);
        Assert.Equal([4, 5], shelf.Groups.Select(group => group.Number));
        shelf.Add(Group(6), 1000);
        Assert.Equal([6], shelf.Groups.Select(group => group.Number));
    }
}
