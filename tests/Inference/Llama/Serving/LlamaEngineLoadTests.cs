using System.Collections.Concurrent;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Serving;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama.Serving;

/// <summary>Many requests at a time, of callers who change their minds.</summary>
public sealed class LlamaEngineLoadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Generate_TimeOverInTheQueue_EndsBeforeItsTurn()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var clock = new ManualClock();
        var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = new() { ContextTokens = 1 << 15, Threads = 1 }, Clock = clock, IgnoresEnd = true });
        var runs = engine.GenerateAsync(new GenerationRequest([1], new SamplingOptions { MaxTokens = (1 << 15) - 1 }), default);
        var waits = engine.GenerateAsync(new GenerationRequest([1], new SamplingOptions { MaxTokens = 5 }, TimeSpan.FromMinutes(1)), default);
        clock.Advance(TimeSpan.FromMinutes(2));
        var ended = await waits.WaitAsync(Patience);
        Assert.Equal((FinishReason.Deadline, 0), (ended.Finish, ended.Tokens.Count));
        Assert.False(runs.IsCompleted);
        await engine.DisposeAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runs);
    }

    [Theory]
    [InlineData(KvLayout.Pool, false)]
    [InlineData(KvLayout.Pool, true)]
    [InlineData(KvLayout.Streams, true)]
    public async Task Generate_ThousandRequestsOfFickleCallers_EachEndsOnce(KvLayout layout, bool keeps)
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var context = new LlamaContextOptions { ContextTokens = 2048, Sequences = 8, Threads = 1, Layout = layout };
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = context, QueueLength = 64, KeepsPrefixes = keeps });
        var text = model.Vocabulary.Tokenize("Once upon a time, there was a little girl named Lily. She loved to play outside.", true, SpecialTokens.AsText);
        var ends = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var random = new Random(17);
        var plans = Enumerable.Range(0, 1000).Select(index => (Index: index, Kind: random.Next(5), Wait: random.Next(3000), Prompt: 1 + random.Next(text.Length), Tokens: 1 + random.Next(16), Reads: random.Next(6))).ToList();
        var tasks = plans.Select(plan => Task.Run(async () =>
        {
            using var cancel = new CancellationTokenSource();
            if (plan.Kind == 1)
                cancel.CancelAfter(plan.Wait);
            TimeSpan? timeout = plan.Kind == 2 ? TimeSpan.FromMilliseconds(1 + plan.Wait) : null;
            var request = new GenerationRequest(text[..plan.Prompt], new SamplingOptions { MaxTokens = plan.Tokens, Temperature = 1, Seed = plan.Index }, timeout);
            var end = plan.Kind == 3 ? await Read(engine, request, plan.Reads) : await Generate(engine, request, cancel.Token);
            _ = ends.AddOrUpdate(end, 1, (_, count) => count + 1);
        })).ToList();
        await Task.WhenAll(tasks).WaitAsync(Patience);
        Assert.Equal(1000, ends.Values.Sum());
        Assert.True(ends.GetValueOrDefault("scored") >= 300, string.Join(", ", ends));
        // Who is cancelled hears of it before the engine does.
        Assert.True(SpinWait.SpinUntil(() => engine.Active == 0, Patience));
        Assert.All(engine.Kept, sequence => Assert.Equal(sequence.Kept, sequence.Held));
        if (!keeps)
            Assert.All(engine.Kept, sequence => Assert.Equal(0, sequence.Held));
        if (layout == KvLayout.Pool && !keeps)
            Assert.Equal(2048, engine.FreeCells);
        var most = layout == KvLayout.Pool ? 2048 : 256;
        var whole = await engine.GenerateAsync(new GenerationRequest(text, new SamplingOptions { MaxTokens = most - text.Length, Temperature = 1 }), default);
        Assert.NotEmpty(whole.Tokens);
    }

    private static async Task<string> Generate(LlamaEngine engine, GenerationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var made = await engine.GenerateAsync(request, cancellationToken);
            return made.Finish == FinishReason.Deadline ? "deadline" : "scored";
        }
        catch (OperationCanceledException)
        {
            return "cancelled";
        }
    }

    private static async Task<string> Read(LlamaEngine engine, GenerationRequest request, int pieces)
    {
        await foreach (var _ in engine.StreamAsync(request, default))
        {
            if (pieces-- == 0)
                return "left";
        }

        return "scored";
    }
}
