using Rlar.Inference.Gguf;
using Rlar.Inference.Heads;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Llama.Pooled;
using Rlar.Inference.Templates;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama.Pooled;

public sealed class LlamaPooledTests : IDisposable
{
    private static readonly LlamaPooledOptions One = new() { Threads = 1 };
    private readonly string _path = Path.ChangeExtension(Path.GetTempFileName(), ".gguf");

    public void Dispose() => File.Delete(_path);

    // The engine looks gelu up in a table of 16-bit numbers.
    [Theory]
    [InlineData(ModelPooling.Mean)]
    [InlineData(ModelPooling.Cls)]
    [InlineData(ModelPooling.Last)]
    public void Run_BertPooled_IsTheOneComputedInDoubles(ModelPooling pooling)
    {
        var bert = new TinyBert(0, pooling);
        using var pooled = Pooled(bert);
        Assert.Equal((pooling, 32), (pooled.Pooling, pooled.Width));
        foreach (var row in Rows(bert.Vocabulary, 6, 64))
        {
            var states = bert.States(row);
            var expected = pooling switch { ModelPooling.Cls => states[0], ModelPooling.Last => states[^1], _ => [.. Enumerable.Range(0, 32).Select(i => states.Average(state => state[i]))] };
            Close(expected, pooled.Run([row], default)[0], 5e-3);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_BertHead_IsTheOneComputedInDoubles(int labels)
    {
        var bert = new TinyBert(labels, ModelPooling.Rank, labels == 3 ? ["bad", "so-so", "good"] : null);
        using var pooled = Pooled(bert);
        Assert.Equal(labels == 3 ? ["bad", "so-so", "good"] : ["LABEL_0"], pooled.Labels);
        foreach (var row in Rows(bert.Vocabulary, 6, 64))
            Close(bert.Logits(row), pooled.Run([row], default)[0], 5e-3);
    }

    [Fact]
    public void Run_OneByOne_GivesTheSameBitsInAnyOrder()
    {
        var bert = new TinyBert(3, ModelPooling.Rank, ["a", "b", "c"]);
        using var pooled = Pooled(bert);
        var rows = Rows(bert.Vocabulary, 30, 64);
        var together = pooled.Run(rows, default);
        var turned = pooled.Run([.. rows.AsEnumerable().Reverse()], default);
        for (var index = 0; index < rows.Count; index++)
        {
            Assert.Equal(together[index], turned[^(index + 1)]);
            Assert.Equal(together[index], pooled.Run([rows[index]], default)[0]);
        }
    }

    [Fact]
    public void Run_SideBySide_MovesByRoundingOnly()
    {
        var bert = new TinyBert(0, ModelPooling.Mean);
        using var alone = Pooled(bert);
        using var model = LlamaModel.Load(_path, new LlamaModelOptions(), null, default);
        using var packed = new LlamaPooled(model, One with { Sequences = 5 });
        var rows = Rows(bert.Vocabulary, 23, 64);
        var (each, together) = (alone.Run(rows, default), packed.Run(rows, default));
        for (var index = 0; index < rows.Count; index++)
            Close([.. each[index]], together[index], 1e-4);
    }

    // The logits after the last token are the output matrix times the state that the pooling gives.
    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(500)]
    public void Run_CausalLast_GivesTheStateBehindTheLogits(int length)
    {
        using var model = Engine.Load("tiny/tiny-qwen3.f32.gguf");
        var output = GgufCopy.Of(SharedModels.Require("tiny/tiny-qwen3.f32.gguf")).Tensors["output.weight"].Values;
        var random = new Random(length);
        var row = Enumerable.Range(0, length).Select(_ => random.Next(model.Vocabulary.Size)).ToList();
        using var pooled = new LlamaPooled(model, One);
        Assert.Equal(ModelPooling.Last, pooled.Pooling);
        var state = pooled.Run([row, row], default)[1];
        using var context = new LlamaContext(model, new LlamaContextOptions { ContextTokens = 512, Threads = 1 }.Exact());
        var batch = new LlamaBatch(512);
        foreach (var token in row)
            _ = batch.Add(token, batch.Count, 0, batch.Count == length - 1);
        context.Decode(batch, default);
        var logits = new float[model.Vocabulary.Size];
        context.CopyLogits(length - 1, logits);
        Close([.. logits.Select((_, token) => state.Select((x, i) => (double)x * output[(token * state.Length) + i]).Sum())], logits, 1e-3);
    }

    // The engine would put a softmax behind this head, and every score would be 1.
    [Fact]
    public void Run_Qwen3Reward_GivesLogits()
    {
        var copy = Qwen3Reward(1);
        using var model = LlamaModel.Load(_path, new LlamaModelOptions(), null, default);
        using var reward = new LlamaPooled(model, One);
        using var last = new LlamaPooled(model, One with { Pooling = ModelPooling.Last });
        var head = copy.Tensors["cls.output.weight"].Values;
        var seen = new HashSet<float>();
        foreach (var row in Rows(model.Vocabulary.Size, 5, 40))
        {
            var state = last.Run([row], default)[0];
            var score = Assert.Single(reward.Run([row], default)[0]);
            Assert.Equal(state.Select((x, i) => (double)x * head[i]).Sum(), score, 1e-5);
            Assert.True(seen.Add(score));
        }
    }

    [Fact]
    public void Classify_LongConversation_CutsTheAnswersEndAndKeepsTheTemplate()
    {
        _ = Qwen3Reward(1);
        using var model = LlamaModel.Load(_path, new LlamaModelOptions(), null, default);
        using var classifier = new LlamaClassifier(model, One with { Longest = 64 });
        var template = ChatTemplate.For(model, "chatml");
        var results = classifier.Classify([[new(TurnRole.User, "the in"), new(TurnRole.Assistant, string.Concat(Enumerable.Repeat("the ", 200)))], [new(TurnRole.User, "the in"), new(TurnRole.Assistant, "the ")]], template, default);
        Assert.True(results[0].Cut > 100);
        Assert.Equal(0, results[1].Cut);
        var same = classifier.Classify([[new(TurnRole.User, "the in"), new(TurnRole.Assistant, string.Concat(Enumerable.Repeat("the ", 300)))]], template, default);
        Assert.Equal(results[0].Logits, same[0].Logits);
        _ = Assert.Throws<InferenceException>(() => new LlamaClassifier(model, One with { Longest = 4 }).Classify([[new(TurnRole.User, "the in")]], template, default));
    }

    [Fact]
    public void Embed_Texts_HaveLengthOneAndWindowsSeeTheEnd()
    {
        var bert = new TinyBert(0, ModelPooling.Mean);
        Engine.Require();
        bert.Write(_path);
        using var model = LlamaModel.Load(_path, new LlamaModelOptions(), null, default);
        using var embedder = new LlamaEmbedder(model, One);
        string[] texts = ["", "a b c", string.Concat(Enumerable.Repeat("a ", 100)) + "b", string.Concat(Enumerable.Repeat("a ", 100)) + "z", "[CLS]"];
        var cut = embedder.EmbedTexts(texts, LongText.Cut, default);
        Assert.All(cut, text => Assert.Equal(1, Vectors.Cosine(text.Vector, text.Vector), 1e-5));
        Assert.Equal([0, 0, 39, 39, 0], cut.Select(text => text.Cut));
        Assert.Equal(cut[2].Vector, cut[3].Vector);
        var windows = embedder.EmbedTexts(texts, LongText.Windows, default);
        Assert.All(windows, text => Assert.Equal(0, text.Cut));
        Assert.NotEqual(windows[2].Vector, windows[3].Vector);
        Assert.Equal(cut[1].Vector, windows[1].Vector);
    }

    [Fact]
    public async Task GenerateAsync_Texts_GivesTheEmbeddersVectors()
    {
        Engine.Require();
        new TinyBert(0, ModelPooling.Cls).Write(_path);
        using var model = LlamaModel.Load(_path, new LlamaModelOptions(), null, TestContext.Current.CancellationToken);
        using var embedder = new LlamaEmbedder(model, One);
        using var generator = new LlamaEmbeddingGenerator(embedder, "tiny");
        var made = await generator.GenerateAsync(["a b", "c"], null, TestContext.Current.CancellationToken);
        Assert.Equal(embedder.EmbedTexts(["a b", "c"], LongText.Cut, TestContext.Current.CancellationToken).Select(text => text.Vector), made.Select(vector => vector.Vector.ToArray()));
        _ = await Assert.ThrowsAsync<InferenceException>(() => generator.GenerateAsync(["a"], new() { Dimensions = 8 }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Classify_Pair_IsThatOfItsTokens()
    {
        var bert = new TinyBert(1, ModelPooling.Rank);
        Engine.Require();
        bert.Write(_path);
        using var model = LlamaModel.Load(_path, new LlamaModelOptions(), null, default);
        using var classifier = new LlamaClassifier(model, One);
        var ids = PooledText.Pair(model.Vocabulary, null, "a b", "c [SEP]", 64).Ids;
        Assert.Equal((2, 3), (ids[0], ids[^1]));
        Assert.Equal(2, ids.Count(id => id == 3));
        Close(bert.Logits(ids), classifier.Classify([new TextPair("a b", "c [SEP]")], default)[0].Logits, 5e-3);
        var words = (string.Concat(Enumerable.Repeat("a ", 60)), string.Concat(Enumerable.Repeat("b ", 60)));
        Assert.Equal((120 + 3) - 64, classifier.Classify([new TextPair(words.Item1, words.Item2)], default)[0].Cut);
    }

    [Fact]
    public void Create_HeadThatTheEngineWouldReadBeyond_IsRefused()
    {
        Engine.Require();
        new TinyBert(0, ModelPooling.Rank).Write(_path);
        using (var headless = LlamaModel.Load(_path, new LlamaModelOptions(), null, default))
            Assert.Contains("no tensor cls", Assert.Throws<InferenceException>(() => new LlamaPooled(headless, One)).Message, StringComparison.Ordinal);
        using var stories = Engine.Load(SharedModels.Stories260K);
        Assert.Contains("no classification head", Assert.Throws<InferenceException>(() => new LlamaClassifier(stories, One)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_BadRows_AreRefused()
    {
        var bert = new TinyBert(0, ModelPooling.Mean);
        using var pooled = Pooled(bert);
        foreach (var row in (int[][])[[], [.. Enumerable.Repeat(5, 65)], [-1], [bert.Vocabulary]])
            _ = Assert.Throws<InferenceException>(() => pooled.Run([row], default));
        _ = pooled.Run([[5]], default);
    }

    [Fact]
    public void Of_GgufFiles_TellsTheHead()
    {
        new TinyBert(1, ModelPooling.Rank).Write(_path);
        Assert.Equal(ModelHead.Classification, ModelHeads.Of(GgufFile.Read(_path)));
        new TinyBert(0, ModelPooling.Cls).Write(_path);
        Assert.Equal((ModelHead.Embedding, ModelPooling.Cls), (ModelHeads.Of(GgufFile.Read(_path)), ModelHeads.Pooling(GgufFile.Read(_path))!.Value));
        Assert.Equal(ModelHead.Text, ModelHeads.Of(GgufFile.Read(SharedModels.Require(SharedModels.Stories260K))));
    }

    private LlamaPooled Pooled(TinyBert bert)
    {
        Engine.Require();
        bert.Write(_path);
        using var model = LlamaModel.Load(_path, new LlamaModelOptions(), null, default);
        return new LlamaPooled(model, One);
    }

    private GgufCopy Qwen3Reward(int labels)
    {
        Engine.Require();
        var copy = GgufCopy.Of(SharedModels.Require("tiny/tiny-qwen3.f32.gguf"));
        copy.Metadata["qwen3.pooling_type"] = 4L;
        copy.Random("cls.output.weight", new Random(5), 0.3, 48, labels);
        copy.Write(_path);
        return copy;
    }

    private static List<IReadOnlyList<int>> Rows(int vocabulary, int count, int longest)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (IReadOnlyList<int>)[.. Enumerable.Range(0, 1 + random.Next(longest)).Select(_ => random.Next(vocabulary))])];
    }

    private static void Close(double[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var index = 0; index < expected.Length; index++)
            Assert.Equal(expected[index], actual[index], tolerance);
    }
}
