using Rlar.Inference.Llama;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama;

public sealed class LlamaContextTests
{
    private static readonly LlamaContextOptions Small = new() { ContextTokens = 64, BatchTokens = 16, Outputs = 4, Sequences = 2, Threads = 1 };

    // Each of these ends the process when it reaches the engine unchecked, or would read beyond its arrays.
    [Theory]
    [InlineData(0, 0, 0, 0, 0)]
    [InlineData(17, 5, 0, 0, 0)]
    [InlineData(1, 512, 0, 0, 0)]
    [InlineData(1, -1, 0, 0, 0)]
    [InlineData(1, 5, -1, 0, 0)]
    [InlineData(1, 5, 100000, 0, 0)]
    [InlineData(1, 5, 0, 2, 0)]
    [InlineData(1, 5, 0, -1, 0)]
    [InlineData(5, 5, 0, 0, 5)]
    public void Decode_NotPossible_IsRefused(int count, int token, int position, int sequence, int outputs)
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var context = new LlamaContext(model, Small);
        var batch = new LlamaBatch(32);
        for (var index = 0; index < count; index++)
            _ = batch.Add(token, position + index, sequence, index < outputs);
        _ = Assert.Throws<InferenceException>(() => context.Decode(batch, default));
    }

    [Fact]
    public void Decode_GapInPositions_IsRefusedAndTheContextGoesOn()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var context = new LlamaContext(model, Small);
        var batch = new LlamaBatch(4);
        _ = batch.Add(1, 0, 0, false);
        _ = batch.Add(5, 7, 0, true);
        Assert.Contains("does not follow", Assert.Throws<InferenceException>(() => context.Decode(batch, default)).Message, StringComparison.Ordinal);
        batch.Clear();
        _ = batch.Add(1, 0, 0, true);
        context.Decode(batch, default);
        Assert.Equal(1, context.Length(0));
    }

    [Fact]
    public void Decode_NoRoom_SaysWhatToDo()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var context = new LlamaContext(model, Small);
        var batch = new LlamaBatch(16);
        var error = Assert.Throws<InferenceException>(() =>
        {
            for (var start = 0; start < 4 * context.ContextTokens; start += 16)
            {
                batch.Clear();
                for (var index = 0; index < 16; index++)
                    _ = batch.Add(5, (start + index) % context.ContextTokens, Math.Min(start / context.ContextTokens, 1), false);
                context.Decode(batch, default);
            }
        });
        Assert.Contains("no room", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CopyLogits_NotAskedFor_IsRefused()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var context = new LlamaContext(model, Small);
        var logits = new float[512];
        _ = Assert.Throws<InferenceException>(() => context.CopyLogits(0, logits));
        var batch = new LlamaBatch(2);
        _ = batch.Add(1, 0, 0, false);
        var last = batch.Add(5, 1, 0, true);
        context.Decode(batch, default);
        context.CopyLogits(last, logits);
        foreach (var index in (int[])[0, 2, -1])
            _ = Assert.Throws<InferenceException>(() => context.CopyLogits(index, logits));
    }

    [Fact]
    public void CopyPrefix_Sequence_GoesOnAsTheSourceDoes()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var context = new LlamaContext(model, Small.Exact());
        var batch = new LlamaBatch(8);
        for (var index = 0; index < 8; index++)
            _ = batch.Add(5 + index, index, 0, false);
        context.Decode(batch, default);
        context.CopyPrefix(0, 1, 8);
        Assert.Equal(8, context.Length(1));
        batch.Clear();
        _ = batch.Add(9, 8, 0, true);
        _ = batch.Add(9, 8, 1, true);
        context.Decode(batch, default);
        var (first, second) = (new float[512], new float[512]);
        context.CopyLogits(0, first);
        context.CopyLogits(1, second);
        for (var token = 0; token < 512; token++)
            Assert.Equal(first[token], second[token], 1e-4f);
        _ = Assert.Throws<InferenceException>(() => context.CopyPrefix(0, 1, 4));
        context.Remove(1, 0);
        _ = Assert.Throws<InferenceException>(() => context.CopyPrefix(0, 1, 10));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => context.CopyPrefix(0, 2, 4));
    }

    [Theory]
    [InlineData(KvLayout.Pool, 256)]
    [InlineData(KvLayout.Streams, 128)]
    public void CopyPrefix_PartOfASequence_IsThatPartInEitherLayout(KvLayout layout, int room)
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var context = new LlamaContext(model, new LlamaContextOptions { ContextTokens = 512, Sequences = 4, Threads = 1, Layout = layout }.Exact());
        Assert.Equal((layout, layout == KvLayout.Streams ? 256 : 512), (context.Layout, context.SequenceTokens));
        var batch = new LlamaBatch(room);
        for (var index = 0; index < 20; index++)
            _ = batch.Add(5 + index, index, 3, false);
        context.Decode(batch, default);
        context.CopyPrefix(3, 1, 12);
        // What follows in the source changes nothing in the copy.
        context.Remove(3, 14);
        Assert.Equal((12, 14), (context.Length(1), context.Length(3)));
        batch.Clear();
        for (var index = 0; index < 12; index++)
            _ = batch.Add(5 + index, index, 0, false);
        _ = batch.Add(40, 12, 0, true);
        _ = batch.Add(40, 12, 1, true);
        context.Decode(batch, default);
        var (computed, copied) = (new float[512], new float[512]);
        context.CopyLogits(12, computed);
        context.CopyLogits(13, copied);
        for (var token = 0; token < 512; token++)
            Assert.Equal(computed[token], copied[token], 1e-4f);
    }

    [Fact]
    public void Decode_TwoThreads_GiveWhatOneDoes()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var logits = new float[2][];
        for (var threads = 1; threads <= 2; threads++)
        {
            using var context = new LlamaContext(model, Small.Exact() with { Threads = threads });
            var batch = new LlamaBatch(4);
            for (var index = 0; index < 4; index++)
                _ = batch.Add(5 + index, index, 0, index == 3);
            context.Decode(batch, default);
            context.CopyLogits(3, logits[threads - 1] = new float[512]);
        }

        Assert.Equal(logits[0], logits[1]);
    }

    [Theory]
    [InlineData(0, 1, 1, 1)]
    [InlineData(64, 0, 1, 1)]
    [InlineData(64, 1, 0, 1)]
    [InlineData(64, 1, 257, 1)]
    [InlineData(64, 1, 1, 0)]
    public void Create_ImpossibleSize_IsRefused(int tokens, int batch, int sequences, int threads)
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var options = new LlamaContextOptions { ContextTokens = tokens, BatchTokens = batch, Sequences = sequences, Threads = threads };
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new LlamaContext(model, options));
    }

    [Fact]
    public void Decode_Cancelled_Throws()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var context = new LlamaContext(model, Small);
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        var batch = new LlamaBatch(1);
        _ = batch.Add(1, 0, 0, true);
        _ = Assert.ThrowsAny<OperationCanceledException>(() => context.Decode(batch, cancel.Token));
    }

    [Fact]
    public void Use_AfterDispose_Throws()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var context = new LlamaContext(model, Small);
        context.Dispose();
        var batch = new LlamaBatch(1);
        _ = batch.Add(1, 0, 0, true);
        _ = Assert.Throws<ObjectDisposedException>(() => context.Decode(batch, default));
        _ = Assert.Throws<ObjectDisposedException>(() => context.Length(0));
    }
}
