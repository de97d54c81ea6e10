using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Scoring;
using Rlar.Inference.Llama.Serving;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama.Scoring;

/// <summary>
/// A row's numbers are the same bits whatever they are computed beside. <see cref="ProcessorVariantTests"/> runs this again on each kind of processor that the
/// machine can play.
/// </summary>
public sealed class SameBitsTests
{
    internal const string SmolLM2 = "smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf";
    private const string Stories15M = "stories15M/stories15M.q8_0.gguf";
    private const string MiniMind2 = "minimind2-small/MiniMind2-Small.F16.gguf";

    // Over another kind's library the larger count alone, which fills and empties more places.
    private static readonly int[] s_counts = Environment.GetEnvironmentVariable("RLAR_NATIVES") is null ? [8, 32] : [32];
    private static readonly LlamaContextOptions s_one = new() { ContextTokens = 1024, Sequences = 1 };

    // Off is computed row by row, On side by side, and Auto is one of them.
    [Theory]
    [InlineData(SharedModels.Stories260K, FlashAttention.Off)]
    [InlineData(SharedModels.Stories260K, FlashAttention.On)]
    [InlineData(Stories15M, FlashAttention.Off)]
    [InlineData(Stories15M, FlashAttention.On)]
    public void Score_Stories_EachRowHasTheSameBits(string model, FlashAttention attention) => Check(model, attention, threads: 2, s_counts);

    [Fact]
    public void Score_MiniMind2_EachRowHasTheSameBits() => Check(MiniMind2, FlashAttention.Auto, threads: 2, 8);

    [Fact]
    public void Score_SmolLM2_EachRowHasTheSameBits() => Check(SmolLM2, FlashAttention.Auto, threads: 1, 8);

    [Theory]
    [InlineData(SharedModels.Stories260K, false, false)]
    [InlineData(Stories15M, false, false)]
    [InlineData(MiniMind2, false, true)]
    [InlineData(SmolLM2, false, true)]
    [InlineData(MiniMind2, true, false)]
    public void Shape_Fuses_WhereWeightsAreNarrowAndHeadsWhole(string name, bool widened, bool expected)
    {
        using var model = Engine.Load(name, new LlamaModelOptions { WidensWeights = widened });
        Assert.Equal(expected, model.Shape.Fuses);
    }

    // Streams and small batches: what is generated does not depend on what is generated beside it. Weights of 16 and 32 bits are another matter for a token alone.
    [Theory]
    [InlineData(Stories15M)]
    [InlineData(SmolLM2)]
    public async Task Generate_StreamsOfQuantisedWeights_SameTokensAndBits(string name)
    {
        using var model = Engine.Load(name);
        var random = new Random(9);
        var shared = Some(random, 40);
        var requests = Enumerable.Range(0, 9)
            .Select(index => new GenerationRequest([.. index % 3 == 0 ? shared : shared[..5], .. Some(random, index * 11)], new SamplingOptions { MaxTokens = 4 + index, Temperature = 0.8, Seed = index }))
            .ToArray();
        var options = new LlamaContextOptions { ContextTokens = 256 * 4, Sequences = 4, Layout = KvLayout.Streams }.SameBits();
        await using var alone = new LlamaEngine(model, new LlamaEngineOptions { Context = options with { ContextTokens = 256, Sequences = 1, Layout = null } });
        await using var together = new LlamaEngine(model, new LlamaEngineOptions { Context = options });
        var found = await Task.WhenAll(requests.Select(async request => await together.GenerateAsync(request, TestContext.Current.CancellationToken)));
        for (var index = 0; index < requests.Length; index++)
        {
            var expected = await alone.GenerateAsync(requests[index], TestContext.Current.CancellationToken);
            Assert.Equal(expected.Tokens, found[index].Tokens);
            Assert.Equal(expected.Logprobs, found[index].Logprobs);
        }
    }

    private static void Check(string name, FlashAttention attention, int threads, params int[] sequences)
    {
        using var model = Engine.Load(name);
        var rows = Rows();
        var options = s_one with { Attention = attention };
        using var alone = new LlamaLogprobs(model, options);
        var expected = rows.ConvertAll(row => alone.Score([row], default)[0]);
        foreach (var count in sequences)
        {
            using var packed = new LlamaLogprobs(model, options with { Sequences = count, Threads = threads });
            Assert.Equal(expected, packed.Score(rows, default));
            Assert.Equal(expected, packed.Score([.. rows.AsEnumerable().Reverse()], default).Reverse());
            Assert.Equal(expected[^3..], packed.Score(rows[^3..], default));
        }
    }

    // Rows that begin alike or not, of two tokens or more than 512, with one output or many, that leave others behind by one token.
    private static List<TokenRow> Rows()
    {
        var random = new Random(5);
        var prompt = Some(random, 70);
        var rows = new List<TokenRow>
        {
            new(Some(random, 2), 1), new(Some(random, 3), 2), new([.. prompt, .. Some(random, 450)], 510), new(Some(random, 40), 4), new(Some(random, 99), 65),
        };
        for (var length = 1; length < 40; length = (length * 2) + 1)
            rows.Add(new TokenRow([.. prompt, .. Some(random, length)], 70) { Borders = length % 4 == 3 ? [69] : [] });
        rows.Add(new TokenRow([.. rows[^1].Tokens.Take(90), .. Some(random, 1)], 90));
        return rows;
    }

    // The models' vocabularies all have these.
    private static int[] Some(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(3, 500))];
}
