using Rlar.Scoring.Comparison;

namespace Rlar.Scoring.Tests.Comparison;

public sealed class AgreementTests
{
    [Fact]
    public void Kappa_TableOfAPaper_IsItsNumber()
    {
        // 50 proposals read by two people: 20 yes by both, 5 by the first alone, 10 by the second alone, 15 by none: kappa 0.4.
        var agreement = new Agreement();
        foreach (var (a, b, count) in new[] { (1, 1, 20), (1, 0, 5), (0, 1, 10), (0, 0, 15) })
        {
            for (var i = 0; i < count; i++)
                agreement.Add(a, b);
        }

        Assert.Equal((50, 35, 5, 10), (agreement.Count, agreement.Equal, agreement.OnlyA, agreement.OnlyB));
        Assert.Equal(0.4, agreement.Kappa!.Value, 12);
        Assert.Equal(0.7, agreement.Share!.Value, 12);
    }

    [Fact]
    public void Kappa_NothingOrChanceAloneOrOtherNumbers_IsNull()
    {
        var agreement = new Agreement();
        Assert.Null(agreement.Kappa);
        agreement.Add(1, 1);
        agreement.Add(1, 1);
        Assert.Null(agreement.Kappa);
        Assert.Null(agreement.Correlation);
        agreement.Add(0, 0);
        Assert.Equal(1, agreement.Kappa);
        agreement.Add(0.5, 0);
        Assert.Null(agreement.Kappa);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Correlation_OfNumbers_IsPearsons(int seed)
    {
        var random = new Random(seed);
        double[] x = [.. Enumerable.Range(0, 50).Select(_ => random.NextDouble())];
        double[] y = [.. x.Select(value => value + random.NextDouble())];
        var agreement = new Agreement();
        for (var i = 0; i < x.Length; i++)
            agreement.Add(x[i], y[i]);
        var (mx, my) = (x.Average(), y.Average());
        var expected = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / Math.Sqrt(x.Sum(a => (a - mx) * (a - mx)) * y.Sum(b => (b - my) * (b - my)));
        Assert.Equal(expected, agreement.Correlation!.Value, 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void KendallTau_AnyTies_IsTheCountOfPairs(int seed)
    {
        var random = new Random(seed);
        for (var n = 0; n < 40; n++)
        {
            double[] a = [.. Enumerable.Range(0, n).Select(_ => (double)random.Next(1 + (n / seed)))];
            double[] b = [.. Enumerable.Range(0, n).Select(_ => (double)random.Next(1 + (n / 2)))];
            Assert.Equal(Rounded(Naive(a, b)), Rounded(KendallTau.B(a, b)));
            Assert.Equal(Rounded(KendallTau.B(b, a)), Rounded(KendallTau.B(a, b)));
        }
    }

    [Fact]
    public void KendallTau_SameAndOppositeOrder_IsOneAndMinusOne()
    {
        Assert.Equal(1, KendallTau.B([1, 2, 2, 9], [0, 5, 5, 6]));
        Assert.Equal(-1, KendallTau.B([1, 2, 2, 9], [6, 5, 5, 0]));
        Assert.Null(KendallTau.B([1, 1], [1, 2]));
        Assert.Null(KendallTau.B([1], [1]));
    }

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 12) : null;

    private static double? Naive(double[] a, double[] b)
    {
        long difference = 0, inA = 0, inB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (x, y) = (Math.Sign(a[i] - a[j]), Math.Sign(b[i] - b[j]));
                difference += x * y;
                inA += x * x;
                inB += y * y;
            }
        }

        return inA > 0 && inB > 0 ? difference / Math.Sqrt((double)inA * inB) : null;
    }
}
