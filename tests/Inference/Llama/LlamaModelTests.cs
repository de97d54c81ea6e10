using Rlar.Inference.Llama;
using Rlar.Inference.Native;
using Rlar.Inference.Tests.Gguf;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama;

public sealed class LlamaModelTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Load_Stories_KnowsItsSizes()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        Assert.Equal((64, 5, 512, true), (model.EmbeddingSize, model.Layers, model.Vocabulary.Size, model.Generates));
        Assert.Equal(1, model.Vocabulary.BeginningOfText);
        Assert.StartsWith("llama", model.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Truncated_SaysSo()
    {
        Engine.Require();
        File.WriteAllBytes(_path, File.ReadAllBytes(SharedModels.Require(SharedModels.Stories260K))[..^1000]);
        Assert.Contains("truncated", Error(_path), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_UnknownArchitecture_NamesIt()
    {
        Engine.Require();
        File.WriteAllBytes(_path, new GgufBuilder().Key("general.architecture", "no-such-architecture").Tensor("token_embd.weight", 0, 0, 32).Bytes(128));
        var message = Error(_path);
        Assert.Contains($"llama.cpp {LlamaLibrary.Status.Version} cannot load this model", message, StringComparison.Ordinal);
        Assert.Contains("no-such-architecture", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Adapter_IsRefused()
    {
        Engine.Require();
        File.WriteAllBytes(_path, new GgufBuilder().Key("general.type", "adapter").Bytes(0));
        Assert.Contains("of the type 'adapter'", Error(_path), StringComparison.Ordinal);
    }

    // Each of these ends the process where the engine sees it.
    [Theory]
    [InlineData("llama.block_count", 0)]
    [InlineData("llama.block_count", 513)]
    [InlineData("llama.attention.layer_norm_rms_epsilon", unchecked((int)0xbf800000))]
    [InlineData("llama.attention.head_count", 7777)]
    [InlineData("llama.rope.dimension_count", 6)]
    [InlineData("tokenizer.ggml.bos_token_id", 100000)]
    public void Load_MetadataThatTheEngineAsserts_IsRefused(string key, int value)
    {
        Engine.Require();
        var bytes = File.ReadAllBytes(SharedModels.Require("tiny/tiny-llama.f32.gguf"));
        var at = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(key));
        Assert.True(at > 0, key);
        // After the key come its type and the value.
        BitConverter.TryWriteBytes(bytes.AsSpan(at + key.Length + 4), value);
        File.WriteAllBytes(_path, bytes);
        Assert.Contains("the metadata key " + key[..key.IndexOf('.', StringComparison.Ordinal)], Error(_path), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Progress_GoesFromStartToEnd()
    {
        Engine.Require();
        var shares = new Shares();
        using var model = LlamaModel.Load(SharedModels.Require(SharedModels.Stories260K), new LlamaModelOptions(), shares, default);
        Assert.Equal(1, shares.Seen[^1]);
        Assert.Equal(shares.Seen.Order(), shares.Seen);
    }

    [Fact]
    public async Task Load_CancelledWhileLoading_Stops()
    {
        Engine.Require();
        var path = SharedModels.Require("minimind2-small/MiniMind2-Small.F16.gguf");
        using var cancel = new CancellationTokenSource();
        var options = new LlamaModelOptions { MemoryMapped = false };
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LlamaModel.LoadAsync(path, options, new Shares(share => { if (share > 0) cancel.Cancel(); }), cancel.Token));
    }

    [Fact]
    public void Load_ProgressThrows_ThatErrorComesOut()
    {
        Engine.Require();
        var path = SharedModels.Require(SharedModels.Stories260K);
        _ = Assert.Throws<TimeoutException>(() => LlamaModel.Load(path, new LlamaModelOptions(), new Shares(_ => throw new TimeoutException()), default));
    }

    [Fact]
    public void Dispose_BeforeItsContext_KeepsTheWeightsForIt()
    {
        LlamaContext context;
        using (var model = Engine.Load(SharedModels.Stories260K))
            context = new LlamaContext(model, new LlamaContextOptions { Threads = 1 });
        using (context)
        {
            var batch = new LlamaBatch(1);
            _ = batch.Add(1, 0, 0, true);
            context.Decode(batch, default);
            var logits = new float[512];
            context.CopyLogits(0, logits);
            Assert.All(logits, logit => Assert.True(float.IsFinite(logit)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Once upon a time")]
    [InlineData("emoji \U0001F600, \0 and \ud800 alone")]
    public void Tokenize_Text_ComesBack(string text)
    {
        using var model = Engine.Load("smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf");
        var tokens = model.Vocabulary.Tokenize(text, false, SpecialTokens.AsText);
        Assert.Equal(text.Replace('\ud800', '\ufffd'), model.Vocabulary.Text(tokens, true), StringComparer.Ordinal);
    }

    [Fact]
    public void Tokenize_SpecialToken_IsOneTokenOnlyWhereRecognised()
    {
        using var model = Engine.Load("smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf");
        _ = Assert.Single(model.Vocabulary.Tokenize("<|im_end|>", false, SpecialTokens.Recognise));
        Assert.True(model.Vocabulary.Tokenize("<|im_end|>", false, SpecialTokens.AsText).Length > 1);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(512)]
    [InlineData(int.MaxValue)]
    public void Piece_NoToken_IsRefused(int token)
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => model.Vocabulary.Piece(token, true));
    }

    private static string Error(string path) =>
        Assert.Throws<InferenceException>(() => LlamaModel.Load(path, new LlamaModelOptions(), null, default)).Message;

    private sealed class Shares(Action<double>? then = null) : IProgress<double>
    {
        internal List<double> Seen { get; } = [];

        public void Report(double value)
        {
            Seen.Add(value);
            then?.Invoke(value);
        }
    }
}
