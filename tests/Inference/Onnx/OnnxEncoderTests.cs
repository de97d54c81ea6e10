using System.Text.Json;
using System.Text.RegularExpressions;
using Rlar.Inference.Heads;
using Rlar.Inference.Native;
using Rlar.Inference.Onnx;
using Rlar.Inference.Tokenizers;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Onnx;

public sealed class OnnxEncoderTests : IDisposable
{
    private static readonly OnnxModelOptions Options = new() { Threads = 1 };
    private readonly string _path = Path.GetTempFileName();

    // Without VNNI, ONNX Runtime's products of 8 bits add pairs in 16 bits, which saturate: the numbers of such processors are their own.
    private static bool IsSaturating => ProcessorKind.Name is not ("amx" or "avx512-vnni" or "avx-vnni");

    private static double LogitTolerance => IsSaturating ? 0.2 : 1e-3;

    public void Dispose() => File.Delete(_path);

    // shared/models/MODELS.md
    [Theory]
    [InlineData("You are a wonderful person, thank you!", 2.007, -1.795)]
    [InlineData("You are a stupid idiot, shut up", -2.19, 2.101)]
    public void Logits_Toxicity_AreTheRecordedOnes(string text, double notToxic, double toxic)
    {
        using var encoder = Toxicity(out var classifier);
        var logits = classifier.Logits([text], default)[0];
        Assert.Equal(notToxic, logits[0], LogitTolerance);
        Assert.Equal(toxic, logits[1], LogitTolerance);
    }

    // Another host's numbers: Goldens/generate.mjs says how they were made.
    [Fact]
    public void Classify_Goldens_AreThoseOfAnotherHost()
    {
        using var classifying = Toxicity(out var classifier);
        using var embedding = MiniLM(out var embedder);
        var anchors = embedder.Embed(["A man is eating food.", "The stock market fell sharply on Monday."], default);
        var rows = File.ReadLines(Path.Combine(SharedData.Repository, "tests", "Inference", "Onnx", "Goldens", "encoders.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(50, rows.Count);
        var texts = rows.ConvertAll(row => row.GetProperty("text").GetString()!);
        var (vectors, logits) = (embedder.Embed(texts, default), classifier.Logits(texts, default));
        var (worstCosine, worstLogit) = (0.0, 0.0);
        for (var index = 0; index < rows.Count; index++)
        {
            for (var number = 0; number < 2; number++)
            {
                worstCosine = Math.Max(worstCosine, Math.Abs(rows[index].GetProperty("cosines")[number].GetDouble() - SentenceEmbedder.Cosine(anchors[number], vectors[index])));
                worstLogit = Math.Max(worstLogit, Math.Abs(rows[index].GetProperty("logits")[number].GetDouble() - logits[index][number]));
            }
        }

        TestContext.Current.SendDiagnosticMessage("goldens: cosines {0:E1}, logits {1:E1}", worstCosine, worstLogit);
        // Releases of ONNX Runtime may round int8 differently: by 0.023 here between 1.28.2 and 1.30.0, where int8 itself is 0.037 from fp32. The goldens are of
        // 1.30.0, and the pinned 1.31.1 is within 5e-7 of them.
        Assert.InRange(worstCosine, 0, Regex.IsMatch(OnnxLibrary.Status.Version!, @"^1\.3[01]\.") && !IsSaturating ? 1e-5 : 0.03);
        Assert.InRange(worstLogit, 0, LogitTolerance);
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
        Assert.Equal((false, OnnxBatching.OneByOne), (encoder.Batches, encoder.Batching));
    }

    [Fact]
    public void Load_ConfigBesideTheModel_IsRead()
    {
        using var encoder = MiniLM(out _);
        Assert.Equal((ModelHead.Embedding, 512, 0, "BertModel"), (encoder.Head, encoder.Config.Longest, encoder.Config.PadToken, encoder.Config.Architecture));
        using var other = Toxicity(out var classifier);
        Assert.Equal(ModelHead.Classification, other.Head);
        Assert.Equal(["LABEL_0", "LABEL_1"], classifier.Labels);
        Assert.Equal(HeadActivation.Softmax, classifier.Activation);
        Assert.Contains("3 labels are named", Assert.Throws<InferenceException>(() => new SequenceClassifier(other, Tokenizer.Load(SharedModels.Require("bert-tiny-toxicity-int8/vocab.txt")), labels: ["a", "b", "c"])).Message, StringComparison.Ordinal);
        Assert.Contains("no logits", Assert.Throws<InferenceException>(() => new SequenceClassifier(encoder, Tokenizer.Load(SharedModels.Require("all-MiniLM-L6-v2-int8/tokenizer.json")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_Pair_IsCutAndSaysByHowMuch()
    {
        using var encoder = Toxicity(out var classifier);
        var words = string.Concat(Enumerable.Repeat("word ", 400));
        var results = classifier.Classify([new TextPair("word", "word"), new TextPair(words, words), new TextPair(words)], default);
        Assert.Equal([0, 800 + 3 - 512, 0], results.Select(result => result.Cut));
    }

    [Fact]
    public void EmbedTexts_Windows_SeeTheEnd()
    {
        using var encoder = MiniLM(out var embedder);
        var words = string.Concat(Enumerable.Repeat("food ", 600));
        var cut = embedder.EmbedTexts([words, words + "stock market"], LongText.Cut, default);
        Assert.Equal(cut[0].Vector, cut[1].Vector);
        Assert.Equal([90, 92], cut.Select(text => text.Cut));
        var windows = embedder.EmbedTexts([words, words + "stock market", "food"], LongText.Windows, default);
        Assert.NotEqual(windows[0].Vector, windows[1].Vector);
        Assert.Equal(embedder.Embed(["food"], default)[0], windows[2].Vector);
        Assert.All(windows, text => Assert.Equal(1, SentenceEmbedder.Cosine(text.Vector, text.Vector), 1e-5));
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

    // The library comes with the package, so where it is missing the build is wrong.
    private static void Require() => Assert.True(OnnxLibrary.Status.IsAvailable, OnnxLibrary.Status.Reason);

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
