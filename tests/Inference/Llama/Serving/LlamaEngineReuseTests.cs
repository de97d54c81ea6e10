using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Serving;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama.Serving;

/// <summary>What sequences that are over leave to later requests.</summary>
public sealed class LlamaEngineReuseTests
{
    private const string Text = "Once upon a time, there was a little girl named Lily. She loved to play outside in the park.";
    private static readonly LlamaContextOptions Four = new LlamaContextOptions { ContextTokens = 1024, Sequences = 4, Threads = 1 }.Exact();

    [Theory]
    [InlineData(KvLayout.Pool)]
    [InlineData(KvLayout.Streams)]
    public async Task Generate_SamePromptLater_IsNotComputedAgain(KvLayout layout)
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var prompt = model.Vocabulary.Tokenize(Text, true, SpecialTokens.AsText);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = Four with { Layout = layout } });
        var first = await Greedy(engine, prompt, 40);
        var again = await Greedy(engine, prompt, 40);
        // A prompt that goes another way after its first ten tokens, and one that goes on where the first ended.
        var other = await Greedy(engine, [.. prompt[..10], .. prompt[12..20]], 10);
        var next = await Greedy(engine, [.. prompt, .. first.Tokens, 5, 6], 10);
        Assert.Equal(0, first.SharedTokens);
        Assert.Equal(prompt.Length - 1, again.SharedTokens);
        Assert.Equal(10, other.SharedTokens);
        Assert.Equal(prompt.Length + 39, next.SharedTokens);
        Assert.Equal(first.Tokens, again.Tokens);
        Assert.All(first.Logprobs.Zip(again.Logprobs), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public async Task Generate_PromptOfSevenTokensInCommon_IsComputed()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var prompt = model.Vocabulary.Tokenize(Text, true, SpecialTokens.AsText);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = Four });
        _ = await Greedy(engine, prompt, 5);
        Assert.Equal(0, (await Greedy(engine, [.. prompt[..7], .. prompt[9..20]], 5)).SharedTokens);
        Assert.Equal(8, (await Greedy(engine, [.. prompt[..8], .. prompt[10..20]], 5)).SharedTokens);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(4, false)]
    public async Task Generate_NothingIsKept_ComputesItAgainToTheSameBits(int sequences, bool? keeps)
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var prompt = model.Vocabulary.Tokenize(Text, true, SpecialTokens.AsText);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = Four with { Sequences = sequences }, KeepsPrefixes = keeps });
        var first = await Greedy(engine, prompt, 40);
        var again = await Greedy(engine, prompt, 40);
        Assert.Equal(0, again.SharedTokens);
        Assert.Equal(first.Logprobs, again.Logprobs);
        Assert.All(engine.Kept, sequence => Assert.Equal((0, 0), sequence));
    }

    [Fact]
    public async Task Generate_RoomIsNeeded_TheOldestGoesFirst()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var prompt = model.Vocabulary.Tokenize(Text, true, SpecialTokens.AsText);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = Four with { ContextTokens = 256, Layout = KvLayout.Pool } });
        int[] Start(int token) => [1, token, .. prompt[2..]];
        for (var token = 10; token < 13; token++)
            _ = await Greedy(engine, Start(token), 45);
        // 256 cells hold three of 70 and more; the fourth needs the room of the first.
        Assert.Equal(0, (await Greedy(engine, Start(13), 60)).SharedTokens);
        Assert.Equal(prompt.Length - 1, (await Greedy(engine, Start(12), 2)).SharedTokens);
        Assert.Equal(0, (await Greedy(engine, Start(10), 2)).SharedTokens);
        // All of it for one.
        Assert.Equal(256 - prompt.Length, (await Greedy(engine, Start(14), 256 - prompt.Length)).Tokens.Count);
        Assert.Equal(256 - engine.Kept.Sum(sequence => sequence.Held), engine.FreeCells);
    }

    [Theory]
    [InlineData(KvLayout.Pool)]
    [InlineData(KvLayout.Streams)]
    public async Task Generate_RandomPrefixes_IsWhatItIsWithoutKeeping(KvLayout layout)
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var text = model.Vocabulary.Tokenize(Text, true, SpecialTokens.AsText);
        var random = new Random(11);
        var options = new LlamaEngineOptions { Context = Four with { Layout = layout } };
        await using var keeps = new LlamaEngine(model, options);
        await using var forgets = new LlamaEngine(model, options with { KeepsPrefixes = false });
        var (same, shared, count) = (0, 0, 0);
        for (var round = 0; round < 12; round++)
        {
            var requests = Enumerable.Range(0, 1 + random.Next(7)).Select(_ => new GenerationRequest(
                [.. text[..random.Next(1, text.Length)], .. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(3, 500))],
                new SamplingOptions { MaxTokens = 1 + random.Next(60), Temperature = random.Next(2), Seed = random.Next() })).ToList();
            var made = await Task.WhenAll(requests.Select(request => keeps.GenerateAsync(request, default)));
            var expected = await Task.WhenAll(requests.Select(request => forgets.GenerateAsync(request, default)));
            same += made.Zip(expected).Count(pair => pair.First.Tokens.SequenceEqual(pair.Second.Tokens) && pair.First.Finish == pair.Second.Finish);
            shared += made.Sum(one => one.SharedTokens) - expected.Sum(one => one.SharedTokens);
            count += requests.Count;
        }

        // Rounding may tip a draw; with 32-bit keys and values it hardly ever does.
        Assert.InRange(same, count - 2, count);
        Assert.True(shared > 100, $"{shared} tokens were reused");
        Assert.All(keeps.Kept, sequence => Assert.Equal(sequence.Kept, sequence.Held));
    }

    [Fact]
    public async Task Generate_StreamsEndInAnyOrder_EachIsWhatItIsAlone()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var options = Four with { ContextTokens = 8 * 256, Sequences = 8, Layout = KvLayout.Streams };
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = options, IgnoresEnd = true });
        await using var alone = new LlamaEngine(model, new LlamaEngineOptions { Context = options with { Sequences = 1 }, IgnoresEnd = true });
        // The first of these end soon, and those behind move up.
        int[] counts = [10, 90, 20, 30, 110, 40, 130, 150];
        var requests = counts.Select((count, index) => new GenerationRequest([1, 300 + index, 261, 378], new SamplingOptions { MaxTokens = count })).ToList();
        var together = await Task.WhenAll(requests.Select(request => engine.GenerateAsync(request, default)));
        var same = 0;
        for (var index = 0; index < requests.Count; index++)
            same += together[index].Tokens.SequenceEqual((await alone.GenerateAsync(requests[index], default)).Tokens) ? 1 : 0;
        Assert.InRange(same, requests.Count - 1, requests.Count);
        Assert.All(engine.Kept, sequence => Assert.Equal(sequence.Kept, sequence.Held));
    }

    private static Task<Generation> Greedy(LlamaEngine engine, int[] prompt, int count) =>
        engine.GenerateAsync(new GenerationRequest(prompt, new SamplingOptions { MaxTokens = count }), default);
}
