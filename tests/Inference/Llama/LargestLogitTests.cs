using Rlar.Inference.Llama;

namespace Rlar.Inference.Tests.Llama;

public sealed class LargestLogitTests
{
    [Fact]
    public void IndexOf_RandomLogits_IsTheLowestIdOfTheLargest()
    {
        var random = new Random(3);
        for (var round = 0; round < 5000; round++)
        {
            var logits = new float[1 + random.Next(70)];
            // Few values, so that there are ties; now and then none that is a number.
            for (var index = 0; index < logits.Length; index++)
                logits[index] = random.Next(12) switch { 0 => float.NaN, 1 => float.NegativeInfinity, 2 => -0f, var value => value - 6 };
            var best = -1;
            for (var index = 0; index < logits.Length; index++)
            {
                if (!float.IsNaN(logits[index]) && (best < 0 || logits[index] > logits[best]))
                    best = index;
            }

            Assert.Equal(Math.Max(best, 0), LargestLogit.IndexOf(logits));
        }
    }

    [Fact]
    public void LogSumExp_RandomLogits_IsThatOfDoubles()
    {
        var random = new Random(5);
        for (var round = 0; round < 2000; round++)
        {
            var width = Math.Pow(10, (random.NextDouble() * 4) - 2);
            var logits = new float[1 + random.Next(600)];
            for (var index = 0; index < logits.Length; index++)
                logits[index] = random.Next(40) == 0 ? float.NegativeInfinity : (float)((random.NextDouble() - 0.5) * width);
            var largest = logits.Max();
            var expected = largest == float.NegativeInfinity ? largest : largest + Math.Log(logits.Sum(logit => Math.Exp((double)logit - largest)));
            Assert.Equal(expected, LogSumExp.Of(logits), 5e-7);
        }
    }

    [Theory]
    [InlineData(float.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(float.NaN, double.NaN)]
    public void LogSumExp_NotFinite_IsSo(float logit, double expected)
    {
        var logits = new float[37];
        Array.Fill(logits, double.IsNegativeInfinity(expected) ? logit : 1);
        logits[20] = logit;
        Assert.Equal(expected, LogSumExp.Of(logits));
    }
}
