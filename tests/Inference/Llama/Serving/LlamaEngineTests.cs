using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Scoring;
using Rlar.Inference.Llama.Serving;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama.Serving;

public sealed class LlamaEngineTests
{
    private const string SmolLM2 = "smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf";
    private const string MiniMind2 = "minimind2-small/MiniMind2-Small.F16.gguf";
    private static readonly LlamaContextOptions One = new() { ContextTokens = 512, Threads = 1 };
    private static readonly LlamaContextOptions Many = new LlamaContextOptions { ContextTokens = 2048, Sequences = 8, Threads = 1 }.Exact();

    [Theory]
    [InlineData(SharedModels.Stories260K, "Once upon a time", 120)]
    [InlineData(SmolLM2, "<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n", 32)]
    [InlineData(MiniMind2, "<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n", 32)]
    public async Task Generate_Greedy_IsTheNativeEnginesOwn(string name, string prompt, int count)
    {
        using var model = Engine.Load(name);
        var tokens = model.Vocabulary.Tokenize(prompt, true, SpecialTokens.Recognise);
        var expected = NativeGreedy.Generate(model, One, tokens, count);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = One });
        var made = await engine.GenerateAsync(new GenerationRequest(tokens, new SamplingOptions { MaxTokens = count }), default);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, made.Tokens);
        Assert.Equal(model.Vocabulary.Text([.. expected], false), made.Text);
        Assert.Equal(expected.Count < count ? FinishReason.End : FinishReason.Length, made.Finish);
        if (name != SharedModels.Stories260K)
            Assert.Contains("Paris", made.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_ManyAtOnce_IsWhatEachGetsAlone()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        string[] starts = ["Once upon a time", "Once upon a time, there was a little girl", "Tim and Sue went to the park.", "The dog"];
        var requests = Enumerable.Range(0, 40).Select(index => new GenerationRequest(
            model.Vocabulary.Tokenize(starts[index % 4], true, SpecialTokens.AsText),
            new SamplingOptions { MaxTokens = 20 + index, Temperature = index % 3 * 0.5, TopK = index % 2 * 20, Seed = index })).ToList();
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = Many });
        await using var alone = new LlamaEngine(model, new LlamaEngineOptions { Context = Many with { Sequences = 1 } });
        var together = await Task.WhenAll(requests.Select(request => engine.GenerateAsync(request, default)));
        var same = 0;
        for (var index = 0; index < requests.Count; index++)
        {
            var one = await alone.GenerateAsync(requests[index], default);
            var again = await alone.GenerateAsync(requests[index], default);
            Assert.Equal(one.Tokens, again.Tokens);
            Assert.Equal(one.Logprobs, again.Logprobs);
            same += one.Tokens.SequenceEqual(together[index].Tokens) ? 1 : 0;
        }

        // Rounding may tip a draw; with 32-bit keys and values it hardly ever does.
        Assert.InRange(same, requests.Count - 1, requests.Count);
        Assert.Contains(together, made => made.SharedTokens > 0);
    }

    [Fact]
    public async Task Generate_GroupOfOnePrompt_ComputesItOnce()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var prompt = model.Vocabulary.Tokenize("Once upon a time, there was a little girl named Lily. She loved to play outside in the park.", true, SpecialTokens.AsText);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = Many });
        var group = await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => engine.GenerateAsync(new GenerationRequest(prompt, new SamplingOptions { MaxTokens = 200, Temperature = 1, Seed = seed }), default)));
        Assert.True(group.Count(made => made.SharedTokens == prompt.Length - 1) >= 6, string.Join(' ', group.Select(made => made.SharedTokens)));
        Assert.Equal(8, group.Select(made => made.Text).Distinct().Count());
    }

    [Fact]
    public async Task Generate_Logprobs_AreThoseOfTheScorer()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var prompt = model.Vocabulary.Tokenize("Once upon a time", true, SpecialTokens.AsText);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = Many });
        var made = await engine.GenerateAsync(new GenerationRequest(prompt, new SamplingOptions { MaxTokens = 50, Temperature = 1.3, TopP = 0.9, RepetitionPenalty = 1.2 }), default);
        using var scorer = new LlamaLogprobs(model, Many);
        var scored = scorer.Score([new TokenRow([.. prompt, .. made.Tokens], prompt.Length)], default)[0];
        Assert.All(scored.Zip(made.Logprobs), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Theory]
    [InlineData(" time")]
    [InlineData("girl named")]
    [InlineData("Lily")]
    public async Task Generate_StopText_EndsBeforeIt(string stop)
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var prompt = model.Vocabulary.Tokenize("Once upon a", true, SpecialTokens.AsText);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = Many });
        var whole = await engine.GenerateAsync(new GenerationRequest(prompt, new SamplingOptions { MaxTokens = 60 }), default);
        Assert.Contains(stop, whole.Text, StringComparison.Ordinal);
        var request = new GenerationRequest(prompt, new SamplingOptions { MaxTokens = 60, Stop = ["never there", stop] });
        var cut = await engine.GenerateAsync(request, default);
        Assert.Equal(FinishReason.Stop, cut.Finish);
        Assert.Equal(whole.Text[..whole.Text.IndexOf(stop, StringComparison.Ordinal)], cut.Text);
        var pieces = new List<string>();
        await foreach (var piece in engine.StreamAsync(request, default))
            pieces.Add(piece);
        Assert.Equal(cut.Text, string.Concat(pieces));
    }

    [Fact]
    public async Task Generate_RandomCancellationsAndDeadlines_LoseNoRequest()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = Many with { ContextTokens = 512 }, QueueLength = 16 });
        var prompt = model.Vocabulary.Tokenize("Once upon a time, there was a little girl named Lily.", true, SpecialTokens.AsText);
        var random = new Random(5);
        var requests = Enumerable.Range(0, 300).Select(async index =>
        {
            using var cancel = new CancellationTokenSource();
            if (index % 3 == 0)
                cancel.CancelAfter(random.Next(200));
            var request = new GenerationRequest(prompt[..(1 + random.Next(prompt.Length))], new SamplingOptions { MaxTokens = 1 + random.Next(80), Temperature = 1, Seed = index }, index % 7 == 0 ? TimeSpan.FromMilliseconds(20) : null);
            try
            {
                return (int)(await engine.GenerateAsync(request, cancel.Token)).Finish;
            }
            catch (OperationCanceledException)
            {
                return -1;
            }
        }).ToList();
        var ends = await Task.WhenAll(requests).WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Contains((int)FinishReason.Length, ends);
        // All cells must have come back: a request that needs the whole context still runs.
        var whole = await engine.GenerateAsync(new GenerationRequest(prompt, new SamplingOptions { MaxTokens = 512 - prompt.Length }), default);
        Assert.True(whole.Tokens.Count > 100);
    }

    [Fact]
    public async Task Dispose_WhileRunning_CancelsWhatIsLeft()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = Many });
        var tasks = Enumerable.Range(0, 20).Select(_ => engine.GenerateAsync(new GenerationRequest([1], new SamplingOptions { MaxTokens = 2000, Temperature = 2 }), default)).ToList();
        await engine.DisposeAsync();
        foreach (var task in tasks)
            _ = await Record.ExceptionAsync(() => task.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.All(tasks, task => Assert.True(task.IsCompleted));
        Assert.Contains(tasks, task => task.IsCanceled);
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.GenerateAsync(new GenerationRequest([1], new SamplingOptions()), default));
    }

    [Theory]
    [InlineData(new int[0], 5, "without tokens")]
    [InlineData(new[] { 512 }, 5, "the token 512")]
    [InlineData(new[] { 1 }, 4096, "do not fit")]
    public async Task Generate_ImpossibleRequest_IsRefused(int[] prompt, int count, string message)
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = Many });
        var error = await Assert.ThrowsAsync<InferenceException>(() => engine.GenerateAsync(new GenerationRequest(prompt, new SamplingOptions { MaxTokens = count }), default));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
