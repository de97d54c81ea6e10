using System.Text.Json.Nodes;
using Rlar.Inference.Llama.Scoring;
using Rlar.Inference.Tests.Llama.Tokens;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama.Scoring;

public sealed class ContinuationsTests
{
    private const string SmolLM2 = "smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf";
    private const string MiniMind2 = "minimind2-small/MiniMind2-Small.F16.gguf";
    private const string Stories15M = "stories15M/stories15M.q8_0.gguf";

    // A completion tokenized alone begins with a space in SentencePiece's vocabularies, which no model has seen after a line end.
    [Theory]
    [InlineData(SmolLM2)]
    [InlineData(MiniMind2)]
    [InlineData(Stories15M)]
    [InlineData(SharedModels.Stories260K)]
    public void Row_PromptWithoutSpecialTokens_IsTheSameWhetherTheyAreLookedFor(string name)
    {
        using var model = Engine.Load(name);
        var parsed = new Continuations(model.Vocabulary, SpecialTokens.Recognise);
        var plain = new Continuations(model.Vocabulary, SpecialTokens.AsText);
        foreach (var prompt in new[] { "Lily said:\n", "Once upon", "Q: 1+1\nA:", "é漢", "x " })
        {
            foreach (var text in new[] { "Hello 4", " Hello", "a time", "\n\nso", "字🙂" })
            {
                var (one, other) = (parsed.Row(prompt, text)!, plain.Row(prompt, text)!);
                Assert.Equal(other.Tokens, one.Tokens);
                Assert.Equal(other.PromptLength, one.PromptLength);
            }
        }
    }

    [Fact]
    public void Row_PromptWithSpecialTokens_TokenizesWhatFollowsTheLastOneWithTheText()
    {
        using var model = Engine.Load(SmolLM2);
        var row = new Continuations(model.Vocabulary, SpecialTokens.Recognise).Row("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n", "Hello<|im_end|>")!;
        var after = model.Vocabulary.Tokenize("assistant\nHello", false, SpecialTokens.AsText);
        var end = row.Tokens.ToList().LastIndexOf(model.Vocabulary.Tokenize("<|im_start|>", false, SpecialTokens.Recognise)[0]);
        Assert.Equal(after, row.Tokens.Skip(end + 1).Take(after.Length));
        // What goes on is text, whatever it looks like.
        Assert.DoesNotContain(row.Tokens.Skip(row.PromptLength), model.Vocabulary.IsEnd);
        Assert.StartsWith("Hello", model.Vocabulary.Text([.. row.Tokens.Skip(row.PromptLength)], true), StringComparison.Ordinal);
    }

    // What a prompt's last special token is followed by is tokenized with the text, as the whole is by the model's own tokenizer: no mark of a text's
    // start stands where none is there.
    [Theory]
    [InlineData("byte pairs", true, null)]
    [InlineData("byte pairs", false, null)]
    [InlineData("sentencepiece", true, null)]
    [InlineData("sentencepiece", false, null)]
    // Mistral's mark the start of a text alone, which no engine knows.
    [InlineData("sentencepiece", true, "first")]
    public void Row_OfASmallVocabulary_IsTheWholeTextsIds(string kind, bool beside, string? scheme)
    {
        using var small = SmallVocabulary.Of(kind);
        if (scheme is not null)
        {
            small.Json["normalizer"] = null;
            small.Json["pre_tokenizer"] = JsonNode.Parse($$"""{"type":"Metaspace","replacement":"\u2581","prepend_scheme":"{{scheme}}","split":false}""");
            small.Save();
        }

        if (beside)
            File.Copy(small.TokenizerFile, small.Beside("tokenizer.json"));
        using var model = small.Load();
        var tokenizer = small.Tokenizer;
        var rows = new Continuations(model.Vocabulary, SpecialTokens.Recognise);
        foreach (var prompt in new[] { "hello", "the\n", "<|user|>hello<|end|>", "<|user|>the <|end|>hel", "<|end|> ", "a<|end|>\n" })
        {
            foreach (var text in new[] { "lo the", " hello", "the", "<tool>a", "x\ny" })
            {
                var row = rows.Row(prompt, text)!;
                Assert.Equal(tokenizer.EncodeIds(prompt + text, addTemplate: true), row.Tokens);
            }
        }
    }

    [Fact]
    public void Row_EmptyText_IsAllPrompt()
    {
        using var model = Engine.Load(Stories15M);
        foreach (var special in Enum.GetValues<SpecialTokens>())
        {
            var row = new Continuations(model.Vocabulary, special).Row("Once", "")!;
            Assert.Equal(row.Tokens.Count, row.PromptLength);
        }
    }
}
