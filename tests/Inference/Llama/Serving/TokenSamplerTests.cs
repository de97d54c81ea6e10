using Rlar.Inference.Llama.Serving;
using Rlar.Inference.Native;
using Rlar.Inference.Tests.Native;

namespace Rlar.Inference.Tests.Llama.Serving;

public sealed class TokenSamplerTests
{
    [Fact]
    public void Sample_Greedy_TakesTheLowestIdOfTheBest() =>
        Assert.Equal(1, new TokenSampler(new SamplingOptions(), 4).Sample([0f, 3f, 3f, 1f], [0]));

    // What can come, and how often, against llama.cpp's own filters on the same logits.
    [Theory]
    [InlineData(1.0, 0, 1.0, 0.0)]
    [InlineData(0.7, 0, 1.0, 0.0)]
    [InlineData(1.0, 5, 1.0, 0.0)]
    [InlineData(1.5, 0, 0.8, 0.0)]
    [InlineData(1.0, 0, 1.0, 0.1)]
    [InlineData(1.3, 40, 0.9, 0.02)]
    [InlineData(0.5, 1, 0.5, 0.5)]
    public unsafe void Sample_Filters_DrawAsTheNativeOnes(double temperature, int topK, double topP, double minP)
    {
        Engine.Require();
        var random = new Random(1);
        var logits = Enumerable.Range(0, 200).Select(_ => (float)(random.NextDouble() * 8)).ToArray();
        using var chain = new LlamaSamplerHandle(LlamaNative.llama_sampler_chain_init(1));
        LlamaNative.llama_sampler_chain_add(chain, LlamaNative.llama_sampler_init_temp((float)temperature));
        LlamaNative.llama_sampler_chain_add(chain, LlamaNative.llama_sampler_init_top_k(topK));
        LlamaNative.llama_sampler_chain_add(chain, LlamaNative.llama_sampler_init_top_p((float)topP, 1));
        LlamaNative.llama_sampler_chain_add(chain, LlamaNative.llama_sampler_init_min_p((float)minP, 1));
        var data = new LlamaTokenData[logits.Length];
        for (var token = 0; token < data.Length; token++)
            data[token] = new LlamaTokenData { Id = token, Logit = logits[token] };
        var expected = new double[logits.Length];
        fixed (LlamaTokenData* first = data)
        {
            var candidates = new LlamaTokenDataArray { Data = first, Size = (nuint)data.Length, Selected = -1 };
            LlamaNative.llama_sampler_apply(chain, &candidates);
            var kept = new ReadOnlySpan<LlamaTokenData>(candidates.Data, (int)candidates.Size).ToArray();
            var sum = kept.Sum(token => Math.Exp(token.Logit));
            foreach (var token in kept)
                expected[token.Id] = Math.Exp(token.Logit) / sum;
        }

        var sampler = new TokenSampler(new SamplingOptions { Temperature = temperature, TopK = topK, TopP = topP, MinP = minP, Seed = 9 }, logits.Length);
        const int draws = 60000;
        var counts = new int[logits.Length];
        for (var draw = 0; draw < draws; draw++)
            counts[sampler.Sample(logits, [])]++;
        for (var token = 0; token < logits.Length; token++)
        {
            if (expected[token] == 0)
                Assert.Equal(0, counts[token]);
            // Five standard deviations, and a little for the rarest.
            Assert.InRange(Math.Abs(counts[token] - (expected[token] * draws)), 0, 3 + (5 * Math.Sqrt(expected[token] * draws)));
        }
    }

    [Fact]
    public void Sample_Seed_DecidesTheDraws()
    {
        var logits = new float[100];
        int[] Draws(long seed)
        {
            var sampler = new TokenSampler(new SamplingOptions { Temperature = 1, Seed = seed }, 100);
            return [.. Enumerable.Range(0, 50).Select(_ => sampler.Sample(logits, []))];
        }

        Assert.Equal(Draws(3), Draws(3));
        Assert.NotEqual(Draws(3), Draws(4));
    }

    [Fact]
    public void Sample_RepetitionPenalty_ActsOncePerTokenAndInTheWindow()
    {
        var options = new SamplingOptions { RepetitionPenalty = 2, RepetitionWindow = 2 };
        Assert.Equal(1, new TokenSampler(options, 3).Sample([3f, 2f, -1f], [1, 0, 0]));
        Assert.Equal(0, new TokenSampler(options, 3).Sample([3f, 2f, -1f], [0, 1, 1]));
        Assert.Equal(0, new TokenSampler(options with { RepetitionPenalty = 1.4, RepetitionWindow = 0 }, 2).Sample([3f, 2f], [0, 0, 0]));
        Assert.Equal(1, new TokenSampler(options, 2).Sample([-1f, -1.5f], [0, 0]));
    }

    [Theory]
    [InlineData(-1, 0, 1, 0, 1)]
    [InlineData(double.NaN, 0, 1, 0, 1)]
    [InlineData(1, -1, 1, 0, 1)]
    [InlineData(1, 0, 0, 0, 1)]
    [InlineData(1, 0, 1.1, 0, 1)]
    [InlineData(1, 0, 1, 2, 1)]
    [InlineData(1, 0, 1, 0, 0)]
    public void Options_Impossible_AreRefused(double temperature, int topK, double topP, double minP, double penalty) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SamplingOptions { Temperature = temperature, TopK = topK, TopP = topP, MinP = minP, RepetitionPenalty = penalty }.Validate());
}
