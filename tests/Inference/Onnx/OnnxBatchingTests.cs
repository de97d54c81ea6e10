using Rlar.Inference.Heads;
using Rlar.Inference.Native;
using Rlar.Inference.Onnx;

namespace Rlar.Inference.Tests.Onnx;

public sealed class OnnxBatchingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rlar-onnx").FullName;

    private string Model => Path.Combine(_folder, "model.onnx");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_EachKindOfGraph_IsRunAsItsBitsAllow()
    {
        Assert.Equal(OnnxBatching.Padded, Batching(TinyOnnx.Graph.States));
        Assert.NotEqual(OnnxBatching.Padded, Batching(TinyOnnx.Graph.UnmaskedLogits));
        Assert.Equal(OnnxBatching.OneByOne, Batching(TinyOnnx.Graph.BatchScaled));
        Assert.Equal(OnnxBatching.EqualLengths, Batching(TinyOnnx.Graph.States, new OnnxModelOptions { Threads = 1, PadTo = 1 }));
        Assert.Equal(OnnxBatching.OneByOne, Batching(TinyOnnx.Graph.States, new OnnxModelOptions { Threads = 1, BatchSize = 1 }));
    }

    [Theory]
    [InlineData((int)TinyOnnx.Graph.States)]
    [InlineData((int)TinyOnnx.Graph.MaskedLogits)]
    [InlineData((int)TinyOnnx.Graph.UnmaskedLogits)]
    [InlineData((int)TinyOnnx.Graph.BatchScaled)]
    public void Run_AloneInABatchOf64InAnyOrder_GivesTheSameBits(int graph)
    {
        Require();
        TinyOnnx.Write(Model, (TinyOnnx.Graph)graph);
        using var encoder = OnnxEncoder.Load(Model, new OnnxModelOptions { Threads = 1, BatchSize = 64 });
        using var single = OnnxEncoder.Load(Model, new OnnxModelOptions { Threads = 1, BatchSize = 1 });
        var random = new Random(4);
        var rows = Enumerable.Range(0, 64).Select(_ => new EncoderRow([.. Enumerable.Range(0, 1 + random.Next(40)).Select(_ => random.Next(TinyOnnx.Vocabulary))], null, 0)).ToList();
        var together = encoder.Run(rows, default);
        var order = Enumerable.Range(0, rows.Count).ToArray();
        random.Shuffle(order);
        var shuffled = encoder.Run([.. order.Select(index => rows[index])], default);
        var bare = single.Run(rows, default);
        for (var index = 0; index < rows.Count; index++)
        {
            Assert.Equal(encoder.Run([rows[index]], default)[0], together[index]);
            Assert.Equal(together[order[index]], shuffled[index]);
            // What fills a row up is not seen, and not in the result.
            Assert.Equal(bare[index].Length, together[index].Length);
            for (var value = 0; value < bare[index].Length; value++)
                Assert.Equal(bare[index][value], together[index][value], 1e-4f);
        }
    }

    [Fact]
    public void Load_FilesBesideTheModel_SayWhatItIs()
    {
        Require();
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "onnx")).FullName;
        var model = Path.Combine(folder, "model.onnx");
        TinyOnnx.Write(model, TinyOnnx.Graph.MaskedLogits);
        File.WriteAllText(Path.Combine(_folder, "config.json"), """{"architectures":["RobertaForSequenceClassification"],"model_type":"roberta","max_position_embeddings":514,"pad_token_id":1,"problem_type":"multi_label_classification","id2label":{"1":"b","0":"a","2":"c"}}""");
        File.WriteAllText(Path.Combine(_folder, "tokenizer_config.json"), """{"model_max_length":1000000000000000019884624838656}""");
        File.WriteAllText(Path.Combine(_folder, "sentence_bert_config.json"), """{"max_seq_length":256}""");
        _ = Directory.CreateDirectory(Path.Combine(_folder, "1_Pooling"));
        File.WriteAllText(Path.Combine(_folder, "1_Pooling", "config.json"), """{"pooling_mode_cls_token":true,"pooling_mode_mean_tokens":false}""");
        using var encoder = OnnxEncoder.Load(model, new OnnxModelOptions { Threads = 1 });
        Assert.Equal((ModelHead.Classification, 256, 1, ModelPooling.Cls), (encoder.Head, encoder.Config.Longest, encoder.Config.PadToken, encoder.Config.Pooling));
        Assert.Equal(["a", "b", "c"], encoder.Config.Labels);
        File.Delete(Path.Combine(_folder, "sentence_bert_config.json"));
        Assert.Equal(512, ModelConfig.Beside(model).Longest);
        File.WriteAllText(Path.Combine(_folder, "config.json"), """{"id2label":{"0":"a","2":"c"}}""");
        Assert.Contains("the index 2", Assert.Throws<InferenceException>(() => ModelConfig.Beside(model)).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "config.json"), "[");
        Assert.Contains("config.json", Assert.Throws<InferenceException>(() => ModelConfig.Beside(model)).Message, StringComparison.Ordinal);
    }

    private OnnxBatching Batching(TinyOnnx.Graph graph, OnnxModelOptions? options = null)
    {
        Require();
        TinyOnnx.Write(Model, graph);
        using var encoder = OnnxEncoder.Load(Model, options ?? new OnnxModelOptions { Threads = 1 });
        return encoder.Batching;
    }

    private static void Require() => Assert.SkipUnless(OnnxLibrary.Status.IsAvailable, OnnxLibrary.Status.Reason ?? "");
}
