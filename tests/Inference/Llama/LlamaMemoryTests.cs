using System.Globalization;
using Rlar.Inference.Llama;
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
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6, line.Length - 9), CultureInfo.InvariantCulture) << 10;
    }
}

[CollectionDefinition(nameof(LlamaMemoryTests), DisableParallelization = true)]
public sealed class LlamaMemoryTestsAlone;
