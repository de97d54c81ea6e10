using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Llama.Scoring;
using Rlar.Inference.Templates;

namespace Rlar.Inference.Tests.Llama.Tokens;

/// <summary>Where the ids of texts come from: the tokenizer.json beside a model, else the engine, and the same ids where both can give them.</summary>
public sealed class TextSourceTests
{
    private static readonly string[] s_texts =
    [
        "", "a", " a", "hello the cab", "  two  spaces ", "the\nhello\n\n the", "<|end|>", "a<|end|>b", "x <tool> y", "<tool>hello", "<|user|>the", "hello<|user|>",
        "</s>", "yes</s>", "a </s> b", "<s>", "<unk>", "[SEP]", "a[CLS]b", "[UNK]", "<pad>", "café", "日本", "😀 ok", "the <|end|><tool></s>the", "<", "<|", "|>", "a|b",
    ];

    public static TheoryData<string> Kinds => new("byte pairs", "sentencepiece", "unigram", "wordpiece");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Tokenize_WithTheTokenizerBeside_GivesItsIds(string kind)
    {
        using var small = SmallVocabulary.Of(kind, padding: 5);
        File.Copy(small.TokenizerFile, small.Beside("tokenizer.json"));
        using var model = small.Load();
        Assert.Equal(small.Beside("tokenizer.json"), model.Vocabulary.TokenizerFile);
        Assert.Empty(model.Vocabulary.Warnings(SpecialTokens.Recognise));
        var tokenizer = small.Tokenizer;
        Assert.Equal(tokenizer.VocabularySize + 5, model.Vocabulary.Size);
        foreach (var text in s_texts)
        {
            foreach (var special in Enum.GetValues<SpecialTokens>())
            {
                Assert.Equal(tokenizer.EncodeIds(text, special), model.Vocabulary.Tokenize(text, false, special));
                Assert.Equal(tokenizer.EncodeIds(text, special, addTemplate: true), model.Vocabulary.Tokenize(text, true, special));
            }
        }
    }

    // The meaning of AsText is one: what steers the model stays text, what was added and does not is its token.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Tokenize_ByTheEngineAlone_GivesTheSameIds(string kind)
    {
        using var small = SmallVocabulary.Of(kind);
        using var model = small.Load();
        Assert.Null(model.Vocabulary.TokenizerFile);
        var tokenizer = small.Tokenizer;
        // T5's table of characters, which this one has not, makes spaces of line ends.
        foreach (var text in s_texts.Where(text => kind != "unigram" || !text.Contains('\n', StringComparison.Ordinal)))
        {
            foreach (var special in Enum.GetValues<SpecialTokens>())
                Assert.True(
                    tokenizer.EncodeIds(text, special).AsSpan().SequenceEqual(model.Vocabulary.Tokenize(text, false, special)),
                    $"{kind}, {special}, '{text}': {string.Join(' ', tokenizer.EncodeIds(text, special))} and {string.Join(' ', model.Vocabulary.Tokenize(text, false, special))}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Tokenize_AsText_GivesNoControlTokenAndTheAddedOnes(string kind)
    {
        using var small = SmallVocabulary.Of(kind);
        using var model = small.Load();
        var tokenizer = small.Tokenizer;
        var tool = tokenizer.IdOf("<tool>");
        foreach (var text in s_texts)
        {
            foreach (var ids in (int[][])[model.Vocabulary.Tokenize(text, false, SpecialTokens.AsText), tokenizer.EncodeIds(text, SpecialTokens.AsText)])
            {
                Assert.DoesNotContain(ids, id => model.Vocabulary.IsControl(id));
                Assert.Equal(tool is not null && text.Contains("<tool>", StringComparison.Ordinal), tool is { } known && ids.Contains(known));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Load_GivenTheTokenizerOfAnotherVocabulary_NamesTheFirstIdsThatDiffer(string kind)
    {
        using var small = SmallVocabulary.Of(kind);
        File.WriteAllText(small.TokenizerFile, small.Json.ToJsonString().Replace("\"z\"", "\"ZZ\"", StringComparison.Ordinal));
        var error = Assert.Throws<InferenceException>(() => small.Load(small.TokenizerFile).Dispose()).Message;
        Assert.Contains(small.TokenizerFile, error, StringComparison.Ordinal);
        Assert.Contains("1 of ", error, StringComparison.Ordinal);
        Assert.Contains("'ZZ' in the tokenizer's file", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WithAnotherTokenizerBeside_UsesTheEngineAndSaysSo()
    {
        using var small = SmallVocabulary.Of("byte pairs");
        using var other = SmallVocabulary.Of("wordpiece");
        using var alone = small.Load();
        File.Copy(other.TokenizerFile, small.Beside("tokenizer.json"));
        using var model = small.Load();
        Assert.Null(model.Vocabulary.TokenizerFile);
        Assert.Contains("ids differ: 0 is", Assert.Single(model.Vocabulary.Warnings(SpecialTokens.AsText)), StringComparison.Ordinal);
        Assert.Equal(alone.Vocabulary.Tokenize("hello the", true, SpecialTokens.AsText), model.Vocabulary.Tokenize("hello the", true, SpecialTokens.AsText));
        File.WriteAllText(small.Beside("tokenizer.json"), "{");
        using var damaged = small.Load();
        Assert.Contains("not JSON", Assert.Single(damaged.Vocabulary.Warnings(SpecialTokens.AsText)), StringComparison.Ordinal);
    }

    // DeepSeek-V3's tokenizer.json has no template, and its configuration asks for a first token.
    [Theory]
    [InlineData("""{"add_bos_token": true, "bos_token": {"content": "<|end|>"}}""", true)]
    [InlineData("""{"add_bos_token": true, "bos_token": "<|end|>"}""", true)]
    [InlineData("""{"add_bos_token": false, "bos_token": "<|end|>"}""", false)]
    [InlineData("{}", false)]
    public void Tokenize_WithAConfigurationBeside_PutsItsFirstTokenBefore(string config, bool adds)
    {
        using var small = SmallVocabulary.Of("byte pairs");
        File.Copy(small.TokenizerFile, small.Beside("tokenizer.json"));
        File.WriteAllText(small.Beside("tokenizer_config.json"), config);
        using var model = small.Load();
        var first = small.Tokenizer.IdOf("<|end|>")!.Value;
        var plain = small.Tokenizer.EncodeIds("hello", SpecialTokens.AsText);
        Assert.Equal(adds ? [first, .. plain] : plain, model.Vocabulary.Tokenize("hello", true, SpecialTokens.AsText));
        // The model's own file says nothing of a first token.
        Assert.Equal(adds ? 1 : 0, model.Vocabulary.Warnings(SpecialTokens.AsText).Count);
    }

    [Fact]
    public void Tokenize_WithAConfigurationThatWantsNoFirstToken_LeavesTheTemplatesOut()
    {
        using var small = SmallVocabulary.Of("sentencepiece");
        File.Copy(small.TokenizerFile, small.Beside("tokenizer.json"));
        using (var model = small.Load())
            Assert.Equal(1, model.Vocabulary.Tokenize("hello", true, SpecialTokens.AsText)[0]);
        File.WriteAllText(small.Beside("tokenizer_config.json"), """{"add_bos_token": false, "bos_token": "<s>"}""");
        using var without = small.Load();
        Assert.Equal(small.Tokenizer.EncodeIds("hello"), without.Vocabulary.Tokenize("hello", true, SpecialTokens.AsText));
        Assert.False(without.Vocabulary.AddsBeginning);
    }

    // What stands before a text stands before a conversation and before what goes on from a prompt.
    [Fact]
    public void Tokenize_WithAFirstTokenOfTheConfigurationAlone_HasItInEveryText()
    {
        using var small = SmallVocabulary.Of("byte pairs");
        File.Copy(small.TokenizerFile, small.Beside("tokenizer.json"));
        File.WriteAllText(small.Beside("tokenizer_config.json"), """{"add_bos_token": true, "bos_token": "<|end|>", "add_eos_token": true, "eos_token": "<|end|>"}""");
        using var model = small.Load();
        var first = small.Tokenizer.IdOf("<|end|>")!.Value;
        // What stands after a text does not stand after one that goes on.
        foreach (var special in Enum.GetValues<SpecialTokens>())
            Assert.Equal([first, .. small.Tokenizer.EncodeIds("hello the")], new Continuations(model.Vocabulary, special).Row("hello", " the")!.Tokens);
        Assert.Equal(first, ChatTemplate.For(model, "alpaca").Encode([new ChatTurn(TurnRole.User, "hello")], true)[0]);
    }

    // llama.cpp takes token 11 for the first and the last of a vocabulary of byte pairs that names none.
    [Fact]
    public void Load_BytePairsThatNameNoFirstAndLastToken_HaveNone()
    {
        using var small = SmallVocabulary.Of("byte pairs");
        using var model = small.Load();
        Assert.Null(model.Vocabulary.BeginningOfText);
        Assert.Null(model.Vocabulary.EndOfText);
        Assert.DoesNotContain(Enumerable.Range(0, model.Vocabulary.Size), model.Vocabulary.IsEnd);
    }

    [Fact]
    public void Load_WithATokenThatHoldsANul_IsRefused()
    {
        using var small = SmallVocabulary.Of("byte pairs");
        var bytes = File.ReadAllBytes(small.Model);
        // The token "hello" becomes "hel\0o", which the engine would read as "hel".
        var at = bytes.AsSpan().IndexOf("\u0005\0\0\0\0\0\0\0hello"u8);
        bytes[at + 8 + 3] = 0;
        File.WriteAllBytes(small.Model, bytes);
        var error = Assert.Throws<InferenceException>(() => small.Load().Dispose()).Message;
        Assert.Contains("'hel\\0o', holds a NUL", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokenize_ACharacterForWhichThereIsNoByte_IsRefused()
    {
        using var small = SmallVocabulary.Of("sentencepiece");
        var bytes = File.ReadAllBytes(small.Model);
        // The token of the byte E6, with which 日 begins, becomes another text.
        "<0xZZ>"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("<0xE6>"u8)));
        File.WriteAllBytes(small.Model, bytes);
        using var model = small.Load();
        Assert.NotEmpty(model.Vocabulary.Tokenize("hello the", false, SpecialTokens.AsText));
        Assert.Contains("'日'", Assert.Throws<InferenceException>(() => model.Vocabulary.Tokenize("the 日", false, SpecialTokens.AsText)).Message, StringComparison.Ordinal);
    }
}
