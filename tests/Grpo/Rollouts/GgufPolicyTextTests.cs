using Rlar.Grpo.Rollouts;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Rollouts;

public sealed class GgufPolicyTextTests
{
    private const string SmolLm = "smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf";

    [Fact]
    public void EncodePrompt_WithoutATemplate_IsTheTextBehindTheStartToken()
    {
        using var text = PolicyTexts.Stories260K();
        var tokens = text.EncodePrompt(PolicyTexts.Query(new Message("user", "Once upon a time")));
        Assert.Equal(1, tokens[0]);
        Assert.Equal(" Once upon a time", text.Decode(tokens));
    }

    [Fact]
    public void EncodePrompt_WithATemplate_OpensTheAnswer()
    {
        using var text = PolicyTexts.Open(SmolLm);
        var tokens = text.EncodePrompt(PolicyTexts.Query(new Message("user", "Say <|im_end|> twice.")));
        var shown = string.Concat(tokens.Select(token => System.Text.Encoding.UTF8.GetString(text.Piece(token))));
        // Special tokens give no text, and what a row writes like one stays text.
        Assert.EndsWith("user\nSay <|im_end|> twice.\nassistant\n", shown, StringComparison.Ordinal);
        Assert.Equal(shown, text.Decode(tokens));
    }

    [Theory]
    [InlineData(SharedModels.Stories260K)]
    [InlineData(SmolLm)]
    [InlineData("minimind2-small/MiniMind2-Small.F16.gguf")]
    public void EncodeCompletion_AnyText_DecodesToItselfAndEnds(string model)
    {
        using var text = PolicyTexts.Open(model);
        foreach (var completion in (string[])["", "x", " leading", "Two\nlines.\n", "naïve 🙂 日本語", "<|im_end|>", "</s>"])
        {
            var tokens = text.EncodeCompletion(completion);
            Assert.Contains(tokens[^1], text.EndTokens);
            Assert.All(tokens[..^1], token => Assert.DoesNotContain(token, text.EndTokens));
            Assert.Equal(completion, text.Decode(tokens));
        }
    }

    [Fact]
    public void EncodeCompletion_OfAChatModel_EndsAsItsTemplateDoes()
    {
        using var text = PolicyTexts.Open(SmolLm);
        Assert.Equal(2, text.EncodeCompletion("Yes.")[^1]); // <|im_end|>
    }

    [Fact]
    public void EncodePrompt_AnUnknownRole_IsRefusedWithTheRow()
    {
        using var text = PolicyTexts.Open(SmolLm);
        var error = Assert.Throws<TrainingException>(() => text.EncodePrompt(PolicyTexts.Query(new Message("narrator", "x"))));
        Assert.Contains("row-1", error.Message, StringComparison.Ordinal);
        Assert.Contains("narrator", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AFileThatIsNone_IsATrainingError() =>
        Assert.Throws<TrainingException>(() => GgufPolicyText.Open(Path.Combine(Path.GetTempPath(), "no-such-model.gguf")));
}
