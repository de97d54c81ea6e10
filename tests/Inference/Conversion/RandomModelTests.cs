using Rlar.Inference.Conversion;
using Rlar.Inference.Gguf;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Serving;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Conversion;

public sealed class RandomModelTests : TempFolder
{
    private const string Sums = "0123456789+-*= \n";

    [Theory]
    [InlineData(DecoderFamily.Llama, null, true)]
    [InlineData(DecoderFamily.Llama, 24, false)]
    [InlineData(DecoderFamily.Qwen2, null, false)]
    [InlineData(DecoderFamily.Qwen3, 32, true)]
    public async Task Write_EveryFamily_LoadsTokenizesAndGenerates(DecoderFamily family, int? headWidth, bool tied)
    {
        Engine.Require();
        var path = PathOf("model.gguf");
        var options = new RandomModelOptions { Family = family, Width = 64, Heads = 4, KvHeads = 2, HeadWidth = headWidth, TiedHead = tied, Characters = Sums, Seed = 3 };
        var weights = RandomModel.Write(options, path, TestContext.Current.CancellationToken);
        using var model = LlamaModel.Load(path, new LlamaModelOptions(), null, TestContext.Current.CancellationToken);
        Assert.Equal(weights, model.Parameters);
        Assert.Equal(Sums.Length + 3, model.Vocabulary.Size);
        Assert.Equal([1, 4, 13, 5, 16, 6, 17, 18], model.Vocabulary.Tokenize("1+2=3 \n", addSpecial: true, SpecialTokens.AsText));
        Assert.Equal("1+2=3 \n", model.Vocabulary.Text([4, 13, 5, 16, 6, 17, 18], special: false));
        Assert.Empty(model.Vocabulary.Warnings(SpecialTokens.Recognise));
        Assert.Contains("'x'", Assert.Throws<InferenceException>(() => model.Vocabulary.Tokenize("1+x", addSpecial: true, SpecialTokens.AsText)).Message, StringComparison.Ordinal);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = new LlamaContextOptions { ContextTokens = 64, Sequences = 1 } });
        var generation = await engine.GenerateAsync(
            new GenerationRequest([1, 4, 13], new SamplingOptions { MaxTokens = 20, Temperature = 1, Seed = 5 }), TestContext.Current.CancellationToken);
        Assert.InRange(generation.Tokens.Count, 1, 20);
        Assert.All(generation.Text, character => Assert.Contains(character, Sums));
    }

    [Fact]
    public void Write_BorrowedVocabulary_GivesTheSameTokens()
    {
        Engine.Require();
        var source = SharedModels.Require(SharedModels.Stories260K);
        RandomModel.Write(new RandomModelOptions { Width = 32, VocabularyFrom = source }, PathOf("model.gguf"), TestContext.Current.CancellationToken);
        using var theirs = LlamaModel.Load(source, new LlamaModelOptions { VocabularyOnly = true }, null, TestContext.Current.CancellationToken);
        using var ours = LlamaModel.Load(PathOf("model.gguf"), new LlamaModelOptions(), null, TestContext.Current.CancellationToken);
        const string Text = "Once upon a time, there was a cat.\nHöhe 7 <s>";
        Assert.Equal(theirs.Vocabulary.Size, ours.Vocabulary.Size);
        Assert.Equal(theirs.Vocabulary.Tokenize(Text, addSpecial: true, SpecialTokens.AsText), ours.Vocabulary.Tokenize(Text, addSpecial: true, SpecialTokens.AsText));
    }

    [Fact]
    public void Write_SameSeed_GivesTheSameBytes_AnotherOthers()
    {
        var (one, two, other) = (Bytes(1), Bytes(1), Bytes(2));
        Assert.Equal(one, two);
        Assert.NotEqual(one, other);

        byte[] Bytes(long seed)
        {
            RandomModel.Write(new RandomModelOptions { Width = 32, Seed = seed }, PathOf("model.gguf"), TestContext.Current.CancellationToken);
            return File.ReadAllBytes(PathOf("model.gguf"));
        }
    }

    [Fact]
    public void Write_Matrices_HaveTheSaidDeviations()
    {
        RandomModel.Write(new RandomModelOptions { Layers = 8, Width = 128, Inner = 256 }, PathOf("model.gguf"), TestContext.Current.CancellationToken);
        var file = GgufFile.Read(PathOf("model.gguf"));
        var bytes = File.ReadAllBytes(PathOf("model.gguf"));
        foreach (var (name, expected) in new[] { ("token_embd.weight", 1 / Math.Sqrt(128)), ("blk.3.attn_q.weight", 1 / Math.Sqrt(128)), ("blk.7.ffn_down.weight", 1 / Math.Sqrt(256) / 4) })
        {
            var tensor = file.Tensors.Single(candidate => candidate.Name == name);
            var values = Enumerable.Range(0, (int)tensor.Elements).Select(index => (double)BitConverter.ToSingle(bytes, (int)tensor.Offset + (index * 4))).ToArray();
            Assert.InRange(values.Average() / expected, -0.03, 0.03);
            Assert.InRange(Math.Sqrt(values.Average(value => value * value)) / expected, 0.97, 1.03);
        }
    }

    public static TheoryData<RandomModelOptions, string> Refused => new()
    {
        { new RandomModelOptions { Layers = 0 }, "layers: 0" },
        { new RandomModelOptions { Width = 100, Heads = 3 }, "cannot be divided" },
        { new RandomModelOptions { Width = 60, Heads = 4 }, "must be even" },
        { new RandomModelOptions { Heads = 4, KvHeads = 3 }, "take a divisor" },
        { new RandomModelOptions { Characters = "" }, "no characters" },
        { new RandomModelOptions { Characters = "aba" }, "'a' is given twice" },
        { new RandomModelOptions { Characters = "a\0" }, "U+0000" },
        { new RandomModelOptions { Characters = "a", VocabularyFrom = "x.gguf" }, "not both" },
        { new RandomModelOptions { VocabularyFrom = "/no/such.gguf" }, "/no/such.gguf" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Write_SizesOrVocabularyWrong_SaysWhich(RandomModelOptions options, string message)
    {
        Assert.Contains(message, Assert.Throws<InferenceException>(() => RandomModel.Write(options, PathOf("model.gguf"), default)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("model.gguf")));
    }
}
