using Microsoft.Extensions.AI;
using Rlar.Inference.Onnx;
using Rlar.Inference.Tokenizers;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Onnx;

public sealed class OnnxEmbeddingGeneratorTests
{
    [Fact]
    public async Task Generate_Texts_AreTheEmbeddersVectors()
    {
        var file = SharedModels.Require("all-MiniLM-L6-v2-int8/model_quantized.onnx");
        Assert.SkipUnless(Rlar.Inference.Native.OnnxLibrary.Status.IsAvailable, Rlar.Inference.Native.OnnxLibrary.Status.Reason ?? "");
        using var encoder = OnnxEncoder.Load(file, new OnnxModelOptions { Threads = 1 });
        var embedder = new SentenceEmbedder(encoder, Tokenizer.Load(SharedModels.Require("all-MiniLM-L6-v2-int8/tokenizer.json")));
        using IEmbeddingGenerator<string, Embedding<float>> generator = new OnnxEmbeddingGenerator(embedder, "minilm");
        string[] texts = ["A man is eating.", "A man eats.", ""];
        var made = await generator.GenerateAsync(texts);
        var expected = embedder.Embed(texts, default);
        Assert.Equal(expected.Count, made.Count);
        for (var index = 0; index < made.Count; index++)
            Assert.Equal(expected[index], made[index].Vector.ToArray());
        Assert.Equal(384, made[0].Dimensions);
        Assert.Empty(await generator.GenerateAsync([]));
        Assert.Equal("minilm", generator.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelId);
        Assert.Contains("not 12", (await Assert.ThrowsAsync<InferenceException>(() => generator.GenerateAsync(texts, new() { Dimensions = 12 }))).Message, StringComparison.Ordinal);
        Assert.Contains("not 'other'", (await Assert.ThrowsAsync<InferenceException>(() => generator.GenerateAsync(texts, new() { ModelId = "other" }))).Message, StringComparison.Ordinal);
    }
}
