using Rlar.Inference.Native;
using Rlar.Inference.Onnx;
using Rlar.Inference.Tokenizers;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Onnx;

public sealed class OnnxEncoderTests : IDisposable
{
    private static readonly OnnxModelOptions Options = new() { Threads = 1 };
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    // shared/models/MODELS.md
    [Theory]
    [InlineData("You are a wonderful person, thank you!", 2.007, -1.795)]
    [InlineData("You are a stupid idiot, shut up", -2.19, 2.101)]
    public void Logits_Toxicity_AreTheRecordedOnes(string text, double notToxic, double toxic)
    {
        using var encoder = Toxicity(out var classifier);
        var logits = classifier.Logits([text], default)[0];
        Assert.Equal(notToxic, logits[0], 1e-3);
        Assert.Equal(toxic, logits[1], 1e-3);
    }

    [Fact]
    public void Embed_MiniLM_PutsLikeBesideLike()
    {
        using var encoder = MiniLM(out var embedder);
        var vectors = embedder.Embed(["A man is eating food.", "A man is eating a piece of bread.", "The stock market fell sharply on Monday."], default);
        Assert.All(vectors, vector => Assert.Equal((384, 1.0), (vector.Length, Math.Round(SentenceEmbedder.Cosine(vector, vector), 5))));
        Assert.InRange(SentenceEmbedder.Cosine(vectors[0], vectors[1]), 0.6, 0.9);
        Assert.InRange(SentenceEmbedder.Cosine(vectors[0], vectors[2]), -0.15, 0.15);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_AnyBatchAndOrder_GivesTheSameBits(bool toxicity)
    {
        using var encoder = toxicity ? Toxicity(out _) : MiniLM(out _);
        var random = new Random(4);
        var rows = Enumerable.Range(0, 64).Select(_ => (IReadOnlyList<int>)[101, .. Enumerable.Range(0, 1 + random.Next(6)).Select(_ => 1000 + random.Next(20000)), 102]).ToList();
        var together = encoder.Run(rows, default);
        var order = Enumerable.Range(0, rows.Count).ToArray();
        random.Shuffle(order);
        var shuffled = encoder.Run([.. order.Select(index => rows[index])], default);
        for (var index = 0; index < rows.Count; index++)
        {
            Assert.Equal(encoder.Run([rows[index]], default)[0], together[index]);
            Assert.Equal(together[order[index]], shuffled[index]);
        }
    }

    [Fact]
    public void Load_DynamicallyQuantised_IsNotBatched()
    {
        using var encoder = MiniLM(out _);
        Assert.False(encoder.Batches);
    }

    [Fact]
    public void Embed_LongText_IsCut()
    {
        using var encoder = MiniLM(out var embedder);
        Assert.Equal(384, embedder.Embed([string.Concat(Enumerable.Repeat("word ", 5000))], default)[0].Length);
    }

    [Fact]
    public void Run_BadRow_IsAnErrorOfInference()
    {
        using var encoder = Toxicity(out _);
        _ = Assert.Throws<InferenceException>(() => encoder.Run([[]], default));
        _ = Assert.Throws<InferenceException>(() => encoder.Run([[101, -1, 102]], default));
        Assert.Contains("ONNX Runtime", Assert.Throws<InferenceException>(() => encoder.Run([[101, 999999, 102]], default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoModel_SaysWhat()
    {
        Require();
        File.WriteAllText(_path, "this is no model");
        Assert.StartsWith(_path, Assert.Throws<InferenceException>(() => OnnxEncoder.Load(_path, Options)).Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<InferenceException>(() => OnnxEncoder.Load("/no/such.onnx", Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AfterDispose_Throws()
    {
        var encoder = Toxicity(out _);
        encoder.Dispose();
        _ = Assert.Throws<ObjectDisposedException>(() => encoder.Run([[101, 102]], default));
    }

    private static void Require()
    {
        Assert.SkipWhen(NativeFolder.Find("onnxruntime") is null, OnnxLibrary.Status.Reason ?? "");
        Assert.True(OnnxLibrary.Status.IsAvailable, OnnxLibrary.Status.Reason);
    }

    private static OnnxEncoder MiniLM(out SentenceEmbedder embedder)
    {
        Require();
        var encoder = OnnxEncoder.Load(SharedModels.Require("all-MiniLM-L6-v2-int8/model_quantized.onnx"), Options);
        embedder = new SentenceEmbedder(encoder, Tokenizer.Load(SharedModels.Require("all-MiniLM-L6-v2-int8/tokenizer.json")));
        return encoder;
    }

    private static OnnxEncoder Toxicity(out SequenceClassifier classifier)
    {
        Require();
        var encoder = OnnxEncoder.Load(SharedModels.Require("bert-tiny-toxicity-int8/bert-tiny-toxicity.int8.onnx"), Options);
        classifier = new SequenceClassifier(encoder, Tokenizer.Load(SharedModels.Require("bert-tiny-toxicity-int8/vocab.txt")));
        return encoder;
    }
}
