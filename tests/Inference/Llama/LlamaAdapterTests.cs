using Rlar.Inference.Llama;
using Rlar.Inference.Tests.Llama.Pooled;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama;

public sealed class LlamaAdapterTests : IDisposable
{
    private const int Rank = 4;
    private const float Alpha = 8;
    private static readonly string[] Adapted = ["blk.0.attn_q.weight", "blk.1.attn_v.weight", "blk.0.ffn_down.weight", "blk.1.ffn_gate.weight", "blk.0.attn_output.weight"];
    private readonly string _adapter = Path.GetTempFileName();
    private readonly string _merged = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(_adapter);
        File.Delete(_merged);
    }

    [Theory]
    [InlineData("tiny-llama", 1f)]
    [InlineData("tiny-llama", -0.5f)]
    [InlineData("tiny-qwen2", 0.25f)]
    [InlineData("tiny-qwen3", 1f)]
    public void Use_Adapter_IsTheModelWithMergedWeights(string name, float scale)
    {
        var file = $"tiny/{name}.f32.gguf";
        using var model = Engine.Load(file);
        Write(file, scale);
        using var merged = LlamaModel.Load(_merged, new LlamaModelOptions(), null, default);
        using var adapter = LlamaAdapter.Load(model, _adapter);
        Assert.Equal(Rank, adapter.Rank);
        var (bare, added, expected) = (Logits(model, []), Logits(model, [new ScaledAdapter(adapter, scale)]), Logits(merged, []));
        Assert.True(expected.Zip(bare, (one, other) => Math.Abs(one - other)).Max() > 1e-2);
        Assert.InRange(expected.Zip(added, (one, other) => Math.Abs(one - other)).Max(), 0, 1e-4);
    }

    [Fact]
    public void Use_ZeroMatrixOrZeroScale_ChangesNothing()
    {
        using var model = Engine.Load("tiny/tiny-llama.f32.gguf");
        Write("tiny/tiny-llama.f32.gguf", 1);
        using var adapter = LlamaAdapter.Load(model, _adapter);
        Assert.Equal(Logits(model, []), Logits(model, [new ScaledAdapter(adapter, 0)]));
        Write("tiny/tiny-llama.f32.gguf", 1, zero: true);
        using var none = LlamaAdapter.Load(model, _adapter);
        Assert.Equal(Logits(model, []), Logits(model, [new ScaledAdapter(none)]));
    }

    [Fact]
    public void Use_OnAContextThatIsThere_IsTakenBackAgain()
    {
        using var model = Engine.Load("tiny/tiny-llama.f32.gguf");
        using var context = Context(model, []);
        var before = Logits(context);
        Write("tiny/tiny-llama.f32.gguf", 1);
        var adapter = LlamaAdapter.Load(model, _adapter);
        context.Use([new ScaledAdapter(adapter)]);
        // The context keeps it.
        adapter.Dispose();
        Assert.NotEqual(before, Logits(context));
        context.Use([]);
        Assert.Equal(before, Logits(context));
        _ = Assert.Throws<ObjectDisposedException>(() => context.Use([new ScaledAdapter(adapter)]));
        Assert.Equal(before, Logits(context));
    }

    [Fact]
    public void Dispose_ModelBeforeItsAdapter_KeepsIt()
    {
        var model = Engine.Load("tiny/tiny-llama.f32.gguf");
        Write("tiny/tiny-llama.f32.gguf", 1);
        var adapter = LlamaAdapter.Load(model, _adapter);
        var context = Context(model, [new ScaledAdapter(adapter)]);
        model.Dispose();
        adapter.Dispose();
        Assert.All(Logits(context), logit => Assert.True(float.IsFinite(logit)));
        context.Dispose();
    }

    [Theory]
    [InlineData("general.type", "model", "general.type")]
    [InlineData("general.type", 5L, "general.type")]
    [InlineData("adapter.type", "control_vector", "adapter.type")]
    [InlineData("general.architecture", "qwen2", "general.architecture")]
    [InlineData("general.architecture", true, "general.architecture")]
    [InlineData("adapter.lora.alpha", "8", "adapter.lora.alpha")]
    [InlineData("adapter.lora.alpha", double.NaN, "adapter.lora.alpha")]
    public void Load_MetadataThatTheEngineAsserts_IsRefused(string key, object value, string message)
    {
        using var model = Engine.Load("tiny/tiny-llama.f32.gguf");
        Write("tiny/tiny-llama.f32.gguf", 1, change: copy => copy.Metadata[key] = value);
        Assert.Contains(message, Assert.Throws<InferenceException>(() => LlamaAdapter.Load(model, _adapter)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TensorsThatDoNotFit_AreNamed()
    {
        using var model = Engine.Load("tiny/tiny-llama.f32.gguf");
        foreach (var (name, dimensions, message) in ((string, long[], string)[])
            [("blk.9.attn_q.weight.lora_a", [4, 4], "another model"), ("blk.0.attn_q.weight.lora_a", [Rank, Rank], "another model"), ("blk.0.attn_q.weight", [4, 4], "not of a pair"), ("blk.0.attn_norm.weight.lora_b", [4, 4], "not of a pair")])
        {
            Write("tiny/tiny-llama.f32.gguf", 1, change: copy => copy.Random(name, new Random(1), 1, dimensions));
            Assert.Contains(message, Assert.Throws<InferenceException>(() => LlamaAdapter.Load(model, _adapter)).Message, StringComparison.Ordinal);
        }

        Assert.Contains("is not an adapter", Assert.Throws<InferenceException>(() => LlamaAdapter.Load(model, model.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Use_AdapterOfAnotherModelOrTwice_IsRefused()
    {
        using var model = Engine.Load("tiny/tiny-llama.f32.gguf");
        using var other = Engine.Load("tiny/tiny-llama.f32.gguf");
        Write("tiny/tiny-llama.f32.gguf", 1);
        using var adapter = LlamaAdapter.Load(model, _adapter);
        _ = Assert.Throws<InferenceException>(() => Context(other, [new ScaledAdapter(adapter)]));
        _ = Assert.Throws<InferenceException>(() => Context(model, [new ScaledAdapter(adapter), new ScaledAdapter(adapter)]));
        _ = Assert.Throws<InferenceException>(() => Context(model, [new ScaledAdapter(adapter, float.NaN)]));
    }

    // An adapter, and the model with W + scale alpha / rank B A.
    private void Write(string file, float scale, bool zero = false, Action<GgufCopy>? change = null)
    {
        var model = GgufCopy.Of(SharedModels.Require(file));
        var adapter = new GgufCopy();
        (adapter.Metadata["general.type"], adapter.Metadata["adapter.type"], adapter.Metadata["general.architecture"], adapter.Metadata["adapter.lora.alpha"]) = ("adapter", "lora", model.Metadata["general.architecture"], (double)Alpha);
        var random = new Random(7);
        foreach (var name in Adapted)
        {
            var (dimensions, weight) = model.Tensors[name];
            var (input, output) = ((int)dimensions[0], (int)dimensions[1]);
            adapter.Random(name + ".lora_a", random, 0.3, input, Rank);
            adapter.Random(name + ".lora_b", random, zero ? 0 : 0.3, Rank, output);
            var (a, b) = (adapter.Tensors[name + ".lora_a"].Values, adapter.Tensors[name + ".lora_b"].Values);
            for (var o = 0; o < output; o++)
            {
                for (var i = 0; i < input; i++)
                    weight[(o * input) + i] += (float)(scale * Alpha / Rank * Enumerable.Range(0, Rank).Sum(r => (double)b[(o * Rank) + r] * a[(r * input) + i]));
            }
        }

        change?.Invoke(adapter);
        adapter.Write(_adapter);
        model.Write(_merged);
    }

    private static LlamaContext Context(LlamaModel model, IReadOnlyList<ScaledAdapter> adapters) =>
        new(model, new LlamaContextOptions { ContextTokens = 64, Threads = 1, Adapters = adapters }.Exact());

    private static float[] Logits(LlamaModel model, IReadOnlyList<ScaledAdapter> adapters)
    {
        using var context = Context(model, adapters);
        return Logits(context);
    }

    private static float[] Logits(LlamaContext context)
    {
        context.Clear();
        var size = context.Model.Vocabulary.Size;
        var batch = new LlamaBatch(16);
        for (var index = 0; index < 16; index++)
            _ = batch.Add((index * 13) % size, index, 0, index == 15);
        context.Decode(batch, default);
        var logits = new float[size];
        context.CopyLogits(15, logits);
        return logits;
    }
}
