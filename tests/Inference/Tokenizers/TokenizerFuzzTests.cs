using System.Diagnostics;
using System.Text;

namespace Rlar.Inference.Tests.Tokenizers;

public sealed class TokenizerFuzzTests
{
    [Theory]
    [InlineData("llama3")]
    [InlineData("deepseek")]
    [InlineData("cl100k")]
    [InlineData("o200k")]
    public void Decode_OfEncoded_GivesTheTextBack(string model)
    {
        var tokenizer = Loaded.Model(model);
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var text = RandomText.Next(random);
            Assert.Equal(text, tokenizer.Decode(tokenizer.EncodeIds(text), skipSpecial: false));
        }
    }

    [Fact]
    public void Decode_OfEncodedByQwen_GivesTheNormalForm()
    {
        var tokenizer = Loaded.Model("qwen");
        var random = new Random(2);
        for (var i = 0; i < 2000; i++)
        {
            var text = RandomText.Next(random);
            var once = tokenizer.Decode(tokenizer.EncodeIds(text), skipSpecial: false);
            Assert.Equal(once, tokenizer.Decode(tokenizer.EncodeIds(once), skipSpecial: false));
            Assert.Equal(text.Normalize(NormalizationForm.FormKD), once.Normalize(NormalizationForm.FormKD));
        }
    }

    [Theory]
    [InlineData("qwen")]
    [InlineData("llama3")]
    [InlineData("gemma")]
    [InlineData("t5")]
    [InlineData("bert")]
    [InlineData("mistral")]
    public void Encode_AnyText_GivesKnownIdsWithPlacesInTheText(string model)
    {
        var tokenizer = Loaded.Model(model);
        var random = new Random(3);
        for (var i = 0; i < 2000; i++)
        {
            var text = RandomText.Next(random, loneSurrogates: true);
            var length = text.Length - text.Where((c, at) => char.IsLowSurrogate(c) && at > 0 && char.IsHighSurrogate(text[at - 1])).Count();
            var encoding = tokenizer.Encode(text);
            Assert.Equal(encoding.Ids.Length, encoding.Offsets.Length);
            Assert.All(encoding.Ids, id => Assert.NotNull(tokenizer.TokenOf(id)));
            Assert.All(encoding.Offsets, span => Assert.True(span.Start >= 0 && span.Start <= span.End && span.End <= length));
            _ = tokenizer.Decode(encoding.Ids);
        }
    }

    [Fact]
    public void Encode_LoneSurrogate_IsTheReplacementCharacter()
    {
        var tokenizer = Loaded.FromJson(Loaded.ByteLevel().ToJsonString());
        Assert.Equal(tokenizer.Encode("a\uFFFDb\uFFFD\uFFFD\U0001F600").Ids, tokenizer.Encode("a\uD800b\uDC00\uDC00\U0001F600").Ids);
        Assert.Equal(tokenizer.Encode("\uFFFD").Offsets, tokenizer.Encode("\uDBFF").Offsets);
        Assert.Equal("\uFFFD\uFFFD", tokenizer.Decode(tokenizer.EncodeIds("\uD800\uD800")));
    }

    // The model over bytes, and over text in the byte alphabet as the file says, are two ways to the same tokens.
    [Theory]
    [InlineData("qwen")]
    [InlineData("llama3")]
    [InlineData("deepseek")]
    public void Encode_OverBytes_EqualsOverWrittenBytes(string model)
    {
        var (direct, written) = (Loaded.Model(model), Loaded.WithWrittenBytes(model));
        var random = new Random(4);
        for (var i = 0; i < 1000; i++)
        {
            var text = RandomText.Next(random);
            var (a, b) = (direct.Encode(text), written.Encode(text));
            Assert.Equal(b.Ids, a.Ids);
            Assert.Equal(b.Offsets, a.Offsets);
        }
    }

    [Fact]
    public void Encode_ManyThreads_GiveTheSame()
    {
        var tokenizer = Loaded.Model("gemma");
        var random = new Random(5);
        var texts = Enumerable.Range(0, 500).Select(_ => RandomText.Next(random)).ToArray();
        var expected = texts.Select(text => tokenizer.EncodeIds(text)).ToArray();
        Parallel.For(0, 2000, i => Assert.Equal(expected[i % texts.Length], tokenizer.EncodeIds(texts[i % texts.Length])));
    }

    // Bounds are some fifty times what a quiet machine takes: they part n log n from n squared, which would take hours.
    [Theory]
    [InlineData("qwen", "a", 1_000_000)]
    [InlineData("llama3", " ", 1_000_000)]
    [InlineData("gemma", "a", 1_000_000)]
    [InlineData("gemma", "\n", 1_000_000)]
    [InlineData("t5", "a", 1_000_000)]
    [InlineData("bert", "a", 1_000_000)]
    [InlineData("bert", "\u0301", 1_000_000)]
    [InlineData("qwen", "e\u0301\u0323", 300_000)]
    [InlineData("qwen", "\u0323\u0301", 500_000)]
    [InlineData("t5", "\u0301", 1_000_000)]
    [InlineData("deepseek", " \n", 500_000)]
    [InlineData("o200k", "aA", 500_000)]
    [InlineData("o200k", " ", 1_000_000)]
    [InlineData("qwen", "<|im_start|", 100_000)]
    [InlineData("qwen", "<|im_start|>", 100_000)]
    [InlineData("llama3", "\U0001F600", 250_000)]
    public void Encode_HostileText_TakesLinearTime(string model, string unit, int count)
    {
        var tokenizer = Loaded.Model(model);
        var text = string.Concat(Enumerable.Repeat(unit, count));
        var clock = Stopwatch.StartNew();
        var ids = tokenizer.EncodeIds(text, SpecialTokens.AsText);
        _ = tokenizer.Encode(text);
        _ = tokenizer.Decode(ids);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{model}: {clock.Elapsed}");
    }
}
