using Rlar.Inference.Tests.Native;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tests.Llama.Tokens;

/// <summary>What the engine's tokenizer is known to do otherwise is found by asking it, and nothing is said of a vocabulary for which it is right.</summary>
public sealed class EngineDifferencesTests
{
    [Theory]
    [InlineData("byte pairs")]
    [InlineData("sentencepiece")]
    public void Warnings_WhereTheEngineIsRight_SayNothing(string kind)
    {
        using var small = SmallVocabulary.Of(kind);
        using var model = small.Load();
        Assert.Empty(model.Vocabulary.Warnings(SpecialTokens.Recognise));
    }

    [Theory]
    [InlineData("smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf")]
    [InlineData("minimind2-small/MiniMind2-Small.F16.gguf")]
    [InlineData("tiny/tiny-qwen2.f32.gguf")]
    public void Warnings_OfModelsThatEqualTheLibrary_SayNothing(string name)
    {
        using var model = Engine.Load(name);
        Assert.Empty(model.Vocabulary.Warnings(SpecialTokens.Recognise));
    }

    // é as one character and as two, merged to tokens of their own.
    [Theory]
    [InlineData("qwen2", true)]
    [InlineData("gpt-2", false)]
    public void Tokenize_DecomposedTextOfAModelThatComposes_ComposesIt(string splitting, bool composes)
    {
        var (composed, accent) = (Written("\u00e9"), Written("\u0301"));
        using var small = SmallVocabulary.BytePairs(splitting, 0, $"{composed[0]} {composed[1]}", $"{accent[0]} {accent[1]}");
        using var model = small.Load();
        Assert.Equal(composes ? 1 : 2, model.Vocabulary.Tokenize("e\u0301", false, SpecialTokens.AsText).Length);
        Assert.Equal(model.Vocabulary.Tokenize("caf\u00e9", false, SpecialTokens.AsText).Length + (composes ? 0 : 1), model.Vocabulary.Tokenize("cafe\u0301", false, SpecialTokens.AsText).Length);
        Assert.Empty(model.Vocabulary.Warnings(SpecialTokens.Recognise));
    }

    // A vocabulary that has words with marks as tokens: they come out where the engine keeps marks with their letters.
    [Theory]
    [InlineData("gpt-4o", true)]
    [InlineData("deepseek-v3", false)]
    public void Warnings_OfAVocabularyWithMarkedWords_NameTheScript(string splitting, bool cuts)
    {
        string[] words = ["कि", "की", "का", "के", "को"];
        var merges = new List<string>();
        foreach (var word in words.Select(Written))
        {
            for (var end = 1; end < word.Length; end++)
                merges.Add($"{word[..end]} {word[end]}");
        }

        using var small = SmallVocabulary.BytePairs(splitting, 0, [.. merges.Distinct()]);
        using var model = small.Load();
        var warnings = model.Vocabulary.Warnings(SpecialTokens.AsText);
        if (cuts)
            Assert.Contains("words with combining marks in Hindi.", Assert.Single(warnings), StringComparison.Ordinal);
        else
            Assert.Empty(warnings);
    }

    [Fact]
    public void Warnings_OfWordPiece_NameLongWords()
    {
        using var small = SmallVocabulary.Of("wordpiece");
        using var model = small.Load();
        Assert.Contains("words of more than 100 letters", Assert.Single(model.Vocabulary.Warnings(SpecialTokens.AsText)), StringComparison.Ordinal);
        // The vocabulary has no Hindi, so that nothing differs there.
        Assert.DoesNotContain("vowel signs", model.Vocabulary.Warnings(SpecialTokens.AsText)[0], StringComparison.Ordinal);
    }

    // </s> is a piece of text to some models and a control token to the engine by how it is written.
    [Fact]
    public void Warnings_WhereTheEngineRetypesAToken_NameIt()
    {
        using var small = SmallVocabulary.BytePairs("gpt-2", 0, "< /", "s >", "</ s>");
        using var model = small.Load();
        Assert.Contains("texts with </s>", Assert.Single(model.Vocabulary.Warnings(SpecialTokens.Recognise)), StringComparison.Ordinal);
        Assert.Empty(model.Vocabulary.Warnings(SpecialTokens.AsText));
        File.Copy(small.TokenizerFile, small.Beside("tokenizer.json"));
        using var beside = small.Load();
        Assert.Empty(beside.Vocabulary.Warnings(SpecialTokens.Recognise));
    }

    private static string Written(string text) => string.Concat(System.Text.Encoding.UTF8.GetBytes(text).Select(ByteAlphabet.ToChar));
}
