using Rlar.Grpo.Rollouts;
using Rlar.Grpo.Rollouts.Sampling;

namespace Rlar.Grpo.Tests.Rollouts.Sampling;

/// <summary>Where completions end: rows of logits that leave one token each stand for a policy.</summary>
public sealed class OpenRolloutTests
{
    [Fact]
    public void Advance_AStopTextOverSeveralTokens_CutsTheTextAndKeepsTheTokens()
    {
        using var text = PolicyTexts.Stories260K();
        var rollout = Written(text, "Tom ran home. The end. And more.", new RolloutOptions { Stop = ["The end", "more"] });
        Assert.Equal(RolloutEnd.StopText, rollout.End);
        Assert.False(rollout.IsTruncated);
        Assert.Equal("Tom ran home. ", rollout.Text);
        Assert.Equal("Tom ran home. The end", text.Decode(rollout.Tokens));
        Assert.Equal(rollout.Tokens.Length, rollout.Logprobs.Length);
    }

    [Fact]
    public void Advance_AStopTextOfSeveralBytesInSeveralTokens_IsFound()
    {
        using var text = PolicyTexts.Stories260K();
        // The vocabulary has neither: each is spelt byte by byte.
        Assert.True(text.EncodeCompletion("🙂").Length > 4);
        var rollout = Written(text, "ab 🙂 cd", new RolloutOptions { Stop = ["🙂"] });
        Assert.Equal("ab ", rollout.Text);
        Assert.Equal("ab 🙂", text.Decode(rollout.Tokens));
    }

    [Fact]
    public void Advance_TwoStopTexts_CutsBeforeTheFirst()
    {
        using var text = PolicyTexts.Stories260K();
        Assert.Equal("on", Written(text, "one two", new RolloutOptions { Stop = ["wo", "e t"] }).Text);
    }

    [Fact]
    public void Advance_AnEndToken_IsTheLastTokenAndNotInTheText()
    {
        using var text = PolicyTexts.Stories260K();
        var rollout = Written(text, "Tom ran.", new RolloutOptions());
        Assert.Equal(RolloutEnd.EndToken, rollout.End);
        Assert.Equal("Tom ran.", rollout.Text);
        Assert.Contains(rollout.Tokens[^1], text.EndTokens);
    }

    [Theory]
    [InlineData(3, 512, 3)]
    [InlineData(100, 6, 4)]
    public void Advance_AtTheLastToken_IsTruncated(int most, int context, int expected)
    {
        using var text = PolicyTexts.Stories260K();
        var rollout = Written(text, "Once upon a time there was a dog who ran.", new RolloutOptions { MaxTokens = most }, context);
        Assert.True(rollout.IsTruncated);
        Assert.Equal(expected, rollout.Tokens.Length);
    }

    [Fact]
    public void Advance_CutWithinACharacter_GivesTheReplacementCharacter()
    {
        using var text = PolicyTexts.Stories260K();
        var rollout = Written(text, "a🙂", new RolloutOptions { MaxTokens = text.EncodeCompletion("a").Length });
        Assert.Equal("a\uFFFD", rollout.Text);
    }

    private static Rollout Written(GgufPolicyText text, string completion, RolloutOptions options, int context = 512)
    {
        var tokens = text.EncodeCompletion(completion);
        var sampler = new TokenSampler(options, text.Size);
        var open = new OpenRollout(0, new RolloutRequest([1, 5], 9), options, text, new HashSet<int>(text.EndTokens), context);
        foreach (var token in tokens)
        {
            var logits = new float[text.Size];
            logits[token] = 60;
            if (open.Advance(logits, sampler) is { } done)
                return done;
            Assert.Equal(token, open.Last);
        }

        throw new InvalidOperationException("It never ended.");
    }
}
