using System.Runtime.CompilerServices;
using Rlar.Inference.Gguf;
using Rlar.Inference.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Native;

public sealed unsafe class LlamaLibraryTests
{
    [Fact]
    public void Structs_Layout_IsThatOfTheHeader()
    {
        Assert.Equal(80, sizeof(LlamaModelParams));
        Assert.Equal(160, sizeof(LlamaContextParams));
        Assert.Equal(56, sizeof(LlamaNativeBatch));
        Assert.Equal(64, sizeof(LlamaQuantizeParams));
        Assert.Equal(12, sizeof(LlamaTokenData));
        Assert.Equal(32, sizeof(LlamaTokenDataArray));
        Assert.Equal(528, sizeof(ThreadPoolParams));
        LlamaModelParams model;
        Assert.Equal([16, 40, 48, 56, 64, 72, 77], Offsets(&model, (nint)(&model.GpuLayers), (nint)(&model.TensorSplit), (nint)(&model.ProgressCallback), (nint)(&model.ProgressData), (nint)(&model.KeyOverrides), (nint)(&model.VocabularyOnly), (nint)(&model.LoadMtp)));
        LlamaContextParams context;
        Assert.Equal([28, 52, 80, 88, 104, 112, 128, 133, 136, 152], Offsets(&context, (nint)(&context.Threads), (nint)(&context.FlashAttention), (nint)(&context.YarnOriginalContext), (nint)(&context.EvaluationCallback), (nint)(&context.KeyType), (nint)(&context.AbortCallback), (nint)(&context.Embeddings), (nint)(&context.UnifiedKv), (nint)(&context.Samplers), (nint)(&context.OtherContext)));
        LlamaNativeBatch batch;
        Assert.Equal([8, 24, 40, 48], Offsets(&batch, (nint)(&batch.Tokens), (nint)(&batch.Positions), (nint)(&batch.Sequences), (nint)(&batch.Outputs)));
    }

    [Fact]
    public void Mismatch_AnotherRelease_NamesBothVersions()
    {
        var wrong = LlamaPins.Mismatch("0.6.0", "0.26.0", default, default);
        Assert.Equal("it is llama.cpp 0.6.0 with ggml 0.26.0, and RLAR is made for llama.cpp 0.5.0-dev with ggml 0.25.1, and for llama.cpp 815a2a591 with ggml 0.18.0", wrong);
    }

    [Fact]
    public void Mismatch_MovedField_NamesItAndTheVersions()
    {
        Engine.Require();
        var (model, context) = (LlamaLibrary.ModelDefaults(), LlamaLibrary.ContextDefaults());
        var release = LlamaRelease.Known.Single(known => known.Llama == LlamaLibrary.Status.Version);
        Assert.Null(LlamaPins.Mismatch(release.Llama, release.Ggml, model, context));
        // What a field that moved by four bytes looks like.
        Unsafe.CopyBlock((byte*)&context + 28, (byte*)&context + 32, 128);
        Assert.Contains(release.Llama, LlamaPins.Mismatch(release.Llama, release.Ggml, model, context)!, StringComparison.Ordinal);
        model.SplitMode = 7;
        Assert.Contains("split_mode", LlamaPins.Mismatch(release.Llama, release.Ggml, model, context)!, StringComparison.Ordinal);
    }

    [Fact]
    public void Status_Restored_NamesVersionAndDevice()
    {
        Engine.Require();
        var release = LlamaRelease.Known.Single(known => known.Llama == LlamaLibrary.Status.Version);
        Assert.Matches($"^{release.Source}, [a-z0-9]+$", LlamaLibrary.Origin);
        Assert.DoesNotContain("unknown", LlamaLibrary.Origin, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("RLAR_NATIVES")?.Contains("llamasharp", StringComparison.Ordinal) == true)
            Assert.StartsWith("LLamaSharp", LlamaLibrary.Origin, StringComparison.Ordinal);
        Assert.Contains(LlamaLibrary.Devices, device => device.StartsWith("CPU: ", StringComparison.Ordinal));
    }

    [Fact]
    public void ThreadPool_MoreThanOneThread_IsStarted()
    {
        Engine.Require();
        Assert.Null(ThreadPoolHandle.Start(1));
        using var threads = ThreadPoolHandle.Start(3);
        Assert.NotNull(threads);
    }

    [Fact]
    public void GgmlTypes_Sizes_AreTheEngines()
    {
        Engine.Require();
        for (var type = 0; type < GgmlTypes.Count; type++)
        {
            var (block, bytes) = (GgmlNative.ggml_blck_size(type), (long)GgmlNative.ggml_type_size(type));
            if (GgmlTypes.Find((uint)type) is not { } known)
                Assert.Equal(0, bytes);
            else
                Assert.Equal((block, bytes, LlamaLibrary.Text(GgmlNative.ggml_type_name(type)).ToUpperInvariant()), (known.Block, known.Bytes, known.Name.ToUpperInvariant()));
        }
    }

    [Fact]
    public void Subscribe_LoadingAModel_GetsWholeLinesUntilDisposed()
    {
        Engine.Require();
        var lines = new List<NativeLogMessage>();
        var thread = Environment.CurrentManagedThreadId;
        using (LlamaLibrary.Subscribe(message => { if (Environment.CurrentManagedThreadId == thread) lines.Add(message); }))
        using (LlamaLibrary.Subscribe(_ => throw new InvalidOperationException("a receiver that fails")))
        using (Engine.Load(SharedModels.Stories260K))
            Assert.Contains(lines, line => line.Level == NativeLogLevel.Information && line.Text.Contains("stories260K", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(lines, line => line.Text.Contains('\n', StringComparison.Ordinal));
        var count = lines.Count;
        using (Engine.Load(SharedModels.Stories260K))
            Assert.Equal(count, lines.Count);
    }

    private static long[] Offsets(void* start, params nint[] fields) => Array.ConvertAll(fields, field => (long)field - (long)start);
}
