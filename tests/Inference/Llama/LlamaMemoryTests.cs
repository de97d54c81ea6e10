using System.Globalization;
using System.Runtime;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Serving;
using Rlar.Inference.Native;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama;

/// <summary>Alone in the process, so that no other test's memory is counted.</summary>
[Collection(nameof(LlamaMemoryTests))]
public sealed class LlamaMemoryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LoadAndDispose_TwentyTimes_GivesTheMemoryBack(bool widens)
    {
        Engine.Require();
        var path = SharedModels.Require("tiny/tiny-llama.f16.gguf");
        for (var round = 0; round < 5; round++)
            Cycle(path, widens);
        var before = ResidentBytes();
        for (var round = 0; round < 20; round++)
            Cycle(path, widens);
        // One cycle holds about 10 MB: a leak of a twentieth of it, each time, would be seen.
        Assert.InRange(ResidentBytes() - before, long.MinValue, 10 << 20);
    }

    [Fact]
    public async Task LoadGenerateAndDispose_HundredTimes_GivesTheMemoryBack()
    {
        Engine.Require();
        var path = SharedModels.Require(SharedModels.Stories260K);
        for (var round = 0; round < 20; round++)
            await EngineCycle(path);
        var before = ResidentBytes();
        for (var round = 0; round < 100; round++)
            await EngineCycle(path);
        // A cycle takes about 20 MB (1 MB of weights, 10 MB of keys and values, the rest to compute in): losing the weights alone would be 100 MB.
        // What stays is the runtime's own: its heap of freed objects and compiled code, what allocators keep of the tests before: 49 MB at most.
        Assert.InRange(ResidentBytes() - before, long.MinValue, 64 << 20);
    }

    private static async Task EngineCycle(string path)
    {
        using var model = LlamaModel.Load(path, new LlamaModelOptions { MemoryMapped = false }, null, default);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = new() { ContextTokens = 8192, Sequences = 4, Threads = 1 } });
        using var cancel = new CancellationTokenSource();
        int[] prompt = [1, 403, 407, 261, 378, 432, 383, 286, 261];
        var left = engine.GenerateAsync(new GenerationRequest(prompt, new SamplingOptions { MaxTokens = 1000, Temperature = 1 }), cancel.Token);
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(seed => engine.GenerateAsync(new GenerationRequest(prompt, new SamplingOptions { MaxTokens = 4, Temperature = 1, Seed = seed }), default)));
        Assert.Equal(6, made.Length);
        await cancel.CancelAsync();
        _ = await Record.ExceptionAsync(() => left);
    }

    private static void Cycle(string path, bool widens)
    {
        using var model = LlamaModel.Load(path, new LlamaModelOptions { MemoryMapped = false, WidensWeights = widens }, null, default);
        using var context = new LlamaContext(model, new LlamaContextOptions { ContextTokens = 4096, Threads = 1 });
        var batch = new LlamaBatch(4);
        for (var token = 0; token < 4; token++)
            _ = batch.Add(token, token, 0, true);
        context.Decode(batch, default);
    }

    private static long ResidentBytes()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // What native code freed is the allocator's until it is asked.
        _ = Libc.malloc_trim(0);
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6, line.Length - 9), CultureInfo.InvariantCulture) << 10;
    }
}

[CollectionDefinition(nameof(LlamaMemoryTests), DisableParallelization = true)]
public sealed class LlamaMemoryTestsAlone;
