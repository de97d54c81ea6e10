using static Rlar.Grpo.Tests.Fused.FusedNumbers;

namespace Rlar.Grpo.Tests.Fused;

/// <summary>Log-probabilities, entropies and the gradient of logits at every vector width, against the formulas in double.</summary>
public abstract class TokenHeadConformance
{
    private readonly FusedWidth _width;

    private protected TokenHeadConformance(FusedWidth width) => _width = width;

    [Fact]
    public void Forward_EveryVocabulary_IsTheFormula()
    {
        foreach (var vocabulary in Lengths.Where(n => n > 0).Append(32000))
        {
            var logits = Random(vocabulary, 3 * vocabulary, 12);
            int[] targets = [0, vocabulary / 2, vocabulary - 1];
            var (logprobs, entropies) = (new float[3], new float[3]);
            var expected = FusedFormulas.Head(Wide(logits), targets);
            _width.Head(logits, targets, logprobs, entropies, new float[3]);
            Close(expected.Logprobs, logprobs, 1e-6, 1e-6, $"logprobs, vocabulary {vocabulary}");
            Close(expected.Entropies, entropies, 2e-6, 1e-6, $"entropies, vocabulary {vocabulary}");
        }
    }

    [Fact]
    public void Forward_FarLogits_LoseNothing()
    {
        float[] logits = [5000, 4000, 5001, -90000, 1e30f];
        int[] targets = [2];
        var (logprobs, entropies, sums) = (new float[1], new float[1], new float[1]);
        _width.Head(logits.AsSpan(0, 4), targets, logprobs, entropies, sums);
        Close([-Math.Log(1 + Math.Exp(-1))], logprobs, 1e-7, 1e-6, "logprob");
        _width.HeadBack(logits.AsSpan(0, 4), targets, sums, entropies, [1], [0]);
        var p = 1 / (1 + Math.E);
        Close([-p, 0, p, 0], logits.AsSpan(0, 4), 1e-7, 1e-6, "gradient");
    }

    [Fact]
    public void Backward_OfLogprobAndEntropy_IsFiniteDifferences()
    {
        foreach (var vocabulary in Enumerable.Range(1, 70))
        {
            Check(vocabulary, [-0.4f, 0.9f]);
            Check(vocabulary, [0, 0]);
        }

        void Check(int vocabulary, float[] byEntropy)
        {
            var logits = Random(vocabulary, 2 * vocabulary, 4);
            int[] targets = [vocabulary / 2, vocabulary - 1];
            float[] byLogprob = [0.7f, -1.3f];
            var expected = Differences(Wide(logits), z =>
            {
                var (logprobs, entropies) = FusedFormulas.Head(z, targets);
                return logprobs.Zip(byLogprob, (value, slope) => value * slope).Sum() + entropies.Zip(byEntropy, (value, slope) => value * slope).Sum();
            });
            var (h, sums) = (new float[2], new float[2]);
            _width.Head(logits, targets, new float[2], h, sums);
            _width.HeadBack(logits, targets, sums, h, byLogprob, byEntropy);
            Close(expected, logits, 2e-6, 1e-5, $"vocabulary {vocabulary}");
        }
    }

    [Fact]
    public void Backward_LargeVocabulary_SumsToZero()
    {
        var logits = Random(5, 32000, 8);
        var (entropies, sums) = (new float[1], new float[1]);
        _width.Head(logits, [17], new float[1], entropies, sums);
        _width.HeadBack(logits, [17], sums, entropies, [1], [0.5f]);
        Assert.True(Math.Abs(logits.Sum(g => (double)g)) < 1e-5);
    }

    [Fact]
    public void Backward_NoSlope_IsExactlyZero()
    {
        var logits = Random(1, 2 * 33);
        var (entropies, sums) = (new float[2], new float[2]);
        _width.Head(logits, [3, 4], new float[2], entropies, sums);
        _width.HeadBack(logits, [3, 4], sums, entropies, [0, 1], [0, 0]);
        Assert.All(logits[..33], slope => Assert.Equal(0, slope));
        Assert.All(logits[33..], slope => Assert.NotEqual(0, slope));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Forward_LogitThatIsNotFinite_SaysWhere(float bad)
    {
        foreach (var column in Enumerable.Range(0, 33))
        {
            var logits = Random(1, 2 * 33);
            logits[33 + column] = bad;
            var error = Assert.Throws<TrainingException>(() => _width.Head(logits, [3, 4], new float[2], new float[2], new float[2]));
            Assert.Contains("token 1 of a block of 2", error.Message, StringComparison.Ordinal);
        }
    }
}
