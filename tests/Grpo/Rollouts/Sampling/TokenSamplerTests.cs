using Rlar.Grpo.Policy.Fused;
using Rlar.Grpo.Rollouts;
using Rlar.Grpo.Rollouts.Sampling;

namespace Rlar.Grpo.Tests.Rollouts.Sampling;

public sealed class TokenSamplerTests
{
    [Theory]
    [InlineData(1.0, 0, 1.0, 0.0)]
    [InlineData(0.6, 0, 1.0, 0.0)]
    [InlineData(1.7, 0, 1.0, 0.0)]
    [InlineData(1.0, 5, 1.0, 0.0)]
    [InlineData(1.0, 0, 0.8, 0.0)]
    [InlineData(1.0, 0, 1.0, 0.2)]
    [InlineData(1.3, 12, 0.9, 0.05)]
    public void Draw_ManyTimes_FollowsTheNarrowedDistribution(double temperature, int topK, double topP, double minP)
    {
        var logits = Logits(seed: 3, count: 40, spread: 4);
        var options = new RolloutOptions { Temperature = temperature, TopK = topK, TopP = topP, MinP = minP };
        var expected = Expected(logits, options);
        var sampler = new TokenSampler(options, logits.Length);
        const int Draws = 40_000;
        var counts = new int[logits.Length];
        for (var draw = 0; draw < Draws; draw++)
            counts[sampler.Draw(logits, (ulong)(draw / 200), draw % 200).Token]++;
        var chi = 0.0;
        var cells = 0;
        var (restCount, restShare) = (0, 0.0);
        for (var token = 0; token < logits.Length; token++)
        {
            if (expected[token] == 0)
                Assert.Equal(0, counts[token]);
            if (expected[token] * Draws < 10)
            {
                restCount += counts[token];
                restShare += expected[token];
                continue;
            }

            chi += Math.Pow(counts[token] - (expected[token] * Draws), 2) / (expected[token] * Draws);
            cells++;
        }

        if (restShare * Draws > 1)
            chi += Math.Pow(restCount - (restShare * Draws), 2) / (restShare * Draws);
        // A mean of the degrees of freedom and a variance of twice that: five deviations.
        Assert.InRange(chi, 0, cells + (5 * Math.Sqrt(2.0 * cells)));
    }

    [Theory]
    [InlineData(1.0, 0)]
    [InlineData(0.3, 3)]
    [InlineData(0.0, 0)]
    public void Draw_AnyOptions_LogprobIsThePolicysOwn(double temperature, int topK)
    {
        foreach (var count in (int[])[1, 7, 33, 512, 513, 5000])
        {
            var logits = Logits(count, count, spread: 8);
            var sampler = new TokenSampler(new RolloutOptions { Temperature = temperature, TopK = topK }, count);
            var logSum = logits.Max() + Math.Log(logits.Sum(logit => Math.Exp((double)logit - logits.Max())));
            for (var position = 0; position < 20; position++)
            {
                var (token, logprob) = sampler.Draw(logits, 5, position);
                Assert.Equal(logits[token] - logSum, logprob, 2e-6);
            }
        }
    }

    [Fact]
    public void Draw_GreedyTies_TakesTheLowestId()
    {
        var sampler = new TokenSampler(new RolloutOptions { Temperature = 0 }, 40);
        var logits = new float[40];
        (logits[11], logits[12], logits[33]) = (2, 2, 2);
        Assert.Equal(11, sampler.Draw(logits, 1, 0).Token);
    }

    [Fact]
    public void Draw_TopKAtATie_KeepsTheLowestIds()
    {
        var sampler = new TokenSampler(new RolloutOptions { TopK = 2 }, 30);
        var logits = new float[30];
        Assert.Equal([0, 1], Enumerable.Range(0, 100).Select(position => sampler.Draw(logits, 1, position).Token).Distinct().Order());
    }

    [Fact]
    public void Draw_TheSameSeedAndPosition_IsTheSameWhateverCameBefore()
    {
        var logits = Logits(1, 300, 4);
        var sampler = new TokenSampler(new RolloutOptions(), 300);
        var inOrder = Enumerable.Range(0, 50).Select(position => sampler.Draw(logits, 77, position)).ToArray();
        _ = sampler.Draw(Logits(2, 300, 9), 1, 1);
        var other = new TokenSampler(new RolloutOptions(), 300);
        Assert.Equal(inOrder.Reverse(), Enumerable.Range(0, 50).Reverse().Select(position => other.Draw(logits, 77, position)));
        Assert.NotEqual(inOrder, Enumerable.Range(0, 50).Select(position => sampler.Draw(logits, 78, position)).ToArray());
    }

    [Theory]
    [InlineData(float.NaN, 3)]
    [InlineData(float.PositiveInfinity, 17)]
    [InlineData(float.NegativeInfinity, 32)]
    public void Draw_ALogitThatIsNotFinite_IsRefusedByName(float value, int token)
    {
        var logits = Logits(1, 33, 4);
        logits[token] = value;
        foreach (var temperature in (double[])[0, 1])
        {
            var error = Assert.Throws<TrainingException>(() => new TokenSampler(new RolloutOptions { Temperature = temperature }, 33).Draw(logits, 1, 0));
            Assert.Contains($"for the token {token}", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Draw_OnceMade_AllocatesNothing()
    {
        var logits = Logits(1, 2000, 4);
        foreach (var options in (RolloutOptions[])[new(), new() { Temperature = 0.7, TopK = 20, TopP = 0.9 }])
        {
            var sampler = new TokenSampler(options, logits.Length);
            _ = sampler.Draw(logits, 1, 0);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var position = 0; position < 100; position++)
                _ = sampler.Draw(logits, 1, position);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Fact]
    public void Weights_AtEveryVectorWidth_AreTheSameBits()
    {
        foreach (var count in (int[])[1, 15, 16, 17, 100])
        {
            var logits = Logits(count, count, 10);
            var (one, eight, sixteen) = (new float[count], new float[count], new float[count]);
            var sum = TokenWeights.Fill<FloatLane>(logits, 10, 0.5f, one);
            Assert.Equal(sum, TokenWeights.Fill<FloatLanes256>(logits, 10, 0.5f, eight), 1e-5 * sum);
            Assert.Equal(sum, TokenWeights.Fill<FloatLanes512>(logits, 10, 0.5f, sixteen), 1e-5 * sum);
            Assert.Equal(one, eight);
            Assert.Equal(one, sixteen);
        }
    }

    // Temperature, then top-k, then top-p of what is left, then min-p, in double.
    private static double[] Expected(float[] logits, RolloutOptions options)
    {
        var weights = logits.Select(logit => Math.Exp((logit - logits.Max()) / options.Temperature)).ToArray();
        var kept = Enumerable.Range(0, logits.Length).OrderByDescending(token => weights[token]).ToList();
        if (options.TopK > 0)
            kept = kept[..options.TopK];
        var nucleus = options.TopP * kept.Sum(token => weights[token]);
        var sum = 0.0;
        kept = [.. kept.TakeWhile(token =>
        {
            var isIn = options.TopP == 1 || sum < nucleus;
            sum += weights[token];
            return isIn;
        })];
        kept = [.. kept.Where(token => weights[token] >= options.MinP)];
        var all = kept.Sum(token => weights[token]);
        return [.. Enumerable.Range(0, logits.Length).Select(token => kept.Contains(token) ? weights[token] / all : 0)];
    }

    private static float[] Logits(int seed, int count, double spread)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(spread * random.NextDouble()))];
    }
}
