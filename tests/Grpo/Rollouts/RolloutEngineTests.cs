using Rlar.Grpo.Policy;
using Rlar.Grpo.Rollouts;
using Rlar.Grpo.Tests.Torch;
using Rlar.Inference.Native;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Rollouts;

/// <summary>What every engine must give.</summary>
public abstract class RolloutEngineTests
{
    /// <summary>The greatest |sampler - trainer| that is rounding.</summary>
    private protected abstract double Rounding { get; }

    public static TheoryData<string> Models =>
        [SharedModels.Stories260K, "tiny/tiny-llama.f32.gguf", "tiny/tiny-qwen2.f32.gguf", "tiny/tiny-qwen3.f32.gguf", "stories15M/stories15M.q8_0.gguf"];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Generate_AnyModel_LogprobsAreTheTrainers(string model)
    {
        RequiredTorch.Require();
        using var policy = TorchPolicy.Open(SharedModels.Require(model), new TorchPolicyOptions { Lanes = 1 });
        using var text = PolicyTexts.Open(model);
        using var engine = Open(policy.WeightsPath, text, new RolloutEngineOptions { Lanes = 2 });
        var requests = Requests(policy.Shape.Vocabulary, 6);
        var rollouts = await DrawAsync(engine, requests, new RolloutOptions { MaxTokens = 24 });
        Compare(policy, requests, rollouts, Rounding);
    }

    [Fact]
    public async Task Generate_AfterTheWeightsChanged_FollowsThem()
    {
        RequiredTorch.Require();
        using var policy = TorchPolicy.Open(SharedModels.Require(SharedModels.Stories260K), new TorchPolicyOptions { Lanes = 1 });
        using var text = PolicyTexts.Stories260K();
        using var engine = Open(policy.WeightsPath, text, new RolloutEngineOptions { Lanes = 1 });
        var requests = Requests(512, 3);
        var before = await DrawAsync(engine, requests, new RolloutOptions { MaxTokens = 12 });
        foreach (ref var weight in policy.Weights(policy.Tensors.Count - 1))
            weight *= 1.5f;
        foreach (ref var weight in policy.Weights(0))
            weight *= 1.1f;
        var after = await DrawAsync(engine, requests, new RolloutOptions { MaxTokens = 12 });
        Assert.NotEqual(before[0].Logprobs, after[0].Logprobs);
        Compare(policy, requests, after, Rounding);
    }

    [Fact]
    public async Task Generate_WithPublishedAdapters_FollowsThem()
    {
        RequiredTorch.Require();
        var lora = new LoraOptions { Rank = 4, Targets = ["attn_q", "ffn_down"] };
        using var policy = TorchPolicy.Open(SharedModels.Require(SharedModels.Stories260K), new TorchPolicyOptions { Lanes = 1, Lora = lora });
        using var text = PolicyTexts.Stories260K();
        using var engine = Open(policy.WeightsPath, text, new RolloutEngineOptions { Lanes = 1 });
        var random = new Random(4);
        for (var tensor = 0; tensor < policy.Tensors.Count; tensor++)
        {
            foreach (ref var weight in policy.Weights(tensor))
                weight += (float)(0.1 * (random.NextDouble() - 0.5));
        }

        policy.Publish();
        var requests = Requests(512, 3);
        Compare(policy, requests, await DrawAsync(engine, requests, new RolloutOptions { MaxTokens = 12 }), Rounding);
    }

    [Fact]
    public async Task Generate_WeightsThatAreNotFinite_IsRefused()
    {
        RequiredTorch.Require();
        using var policy = TorchPolicy.Open(SharedModels.Require(SharedModels.Stories260K), new TorchPolicyOptions { Lanes = 1 });
        using var text = PolicyTexts.Stories260K();
        using var engine = Open(policy.WeightsPath, text, new RolloutEngineOptions { Lanes = 2 });
        policy.Weights(0).Fill(float.NaN);
        var error = await Assert.ThrowsAsync<TrainingException>(() => DrawAsync(engine, Requests(512, 4), new RolloutOptions { MaxTokens = 4 }));
        Assert.Contains("finite", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 32)]
    [InlineData(3, 2)]
    [InlineData(2, 5)]
    public async Task Generate_AnyLanesAndWidth_SameBitsAsAlone(int lanes, int width)
    {
        using var text = PolicyTexts.Stories260K();
        var path = SharedModels.Require(SharedModels.Stories260K);
        // Stop texts end them at different lengths, so that others take their places; prompts reach beyond one block of cells of the engine.
        var options = new RolloutOptions { MaxTokens = 30, Stop = ["the", "he w", "."] };
        var requests = Requests(512, 11, longest: 300);
        using var engine = Open(path, text, new RolloutEngineOptions { Lanes = lanes, Width = width });
        using var other = Open(path, text, new RolloutEngineOptions { Lanes = 1, Width = 1 });
        var all = await DrawAsync(engine, requests, options);
        Assert.True(all.Select(rollout => rollout.Tokens.Length).Distinct().Count() > 2);
        foreach (var index in (int[])[0, 4, 10])
        {
            var alone = Assert.Single(await DrawAsync(other, [requests[index]], options));
            Assert.Equal(alone.Tokens, all[index].Tokens);
            Assert.Equal(alone.Logprobs, all[index].Logprobs);
            Assert.Equal((alone.Text, alone.End), (all[index].Text, all[index].End));
        }
    }

    [Fact]
    public async Task Generate_ASharedPrompt_DrawsAsPromptsOfTheirOwn()
    {
        using var text = PolicyTexts.Stories260K();
        using var engine = Open(SharedModels.Require(SharedModels.Stories260K), text, new RolloutEngineOptions { Lanes = 1 });
        int[] prompt = [1, 403, 407, 261, 378];
        var options = new RolloutOptions { MaxTokens = 10 };
        var shared = await DrawAsync(engine, [.. Enumerable.Range(0, 4).Select(seed => new RolloutRequest(prompt, (ulong)seed))], options);
        var apart = await DrawAsync(engine, [.. Enumerable.Range(0, 4).Select(seed => new RolloutRequest([.. prompt], (ulong)seed))], options);
        Assert.Equal(apart.Select(rollout => rollout.Text), shared.Select(rollout => rollout.Text));
        Assert.Equal(apart.SelectMany(rollout => rollout.Logprobs), shared.SelectMany(rollout => rollout.Logprobs));
        Assert.True(shared.Select(rollout => rollout.Text).Distinct().Count() > 1);
    }

    [Fact]
    public async Task Generate_ToTheContextsEnd_IsTruncatedThere()
    {
        using var text = PolicyTexts.Stories260K();
        using var engine = Open(SharedModels.Require(SharedModels.Stories260K), text, new RolloutEngineOptions { Lanes = 1 });
        var prompt = Enumerable.Repeat(403, 508).ToArray();
        var rollout = Assert.Single(await DrawAsync(engine, [new RolloutRequest(prompt, 1)], new RolloutOptions { MaxTokens = 50, Temperature = 0 }));
        Assert.True(rollout.IsTruncated);
        Assert.Equal(4, rollout.Tokens.Length);
    }

    [Fact]
    public async Task Generate_WhatCannotBe_IsRefusedWithItsIndex()
    {
        using var text = PolicyTexts.Stories260K();
        using var engine = Open(SharedModels.Require(SharedModels.Stories260K), text, new RolloutEngineOptions { Lanes = 1 });
        async Task<string> Refused(RolloutRequest second, RolloutOptions options) => (await Assert.ThrowsAsync<TrainingException>(
            () => DrawAsync(engine, [new RolloutRequest([1], 0), second], options))).Message;
        Assert.Contains("Prompt 1 has 512 tokens", await Refused(new RolloutRequest(new int[512], 0), new RolloutOptions()), StringComparison.Ordinal);
        Assert.Contains("Prompt 1 has the token 512", await Refused(new RolloutRequest([512], 0), new RolloutOptions()), StringComparison.Ordinal);
        Assert.Contains("Prompt 1 has no token", await Refused(new RolloutRequest([], 0), new RolloutOptions()), StringComparison.Ordinal);
        Assert.Contains("TopP", await Refused(new RolloutRequest([1], 0), new RolloutOptions { TopP = 0 }), StringComparison.Ordinal);
        Assert.Contains("stop texts", await Refused(new RolloutRequest([1], 0), new RolloutOptions { Stop = [""] }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_Cancelled_EndsAndCanBeUsedAgain()
    {
        using var text = PolicyTexts.Stories260K();
        using var engine = Open(SharedModels.Require(SharedModels.Stories260K), text, new RolloutEngineOptions { Lanes = 2, Width = 2 });
        var requests = Requests(512, 40);
        using var stop = new CancellationTokenSource();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var rollout in engine.GenerateAsync(requests, new RolloutOptions { MaxTokens = 40 }, stop.Token))
                await stop.CancelAsync();
        });
        // A reader who leaves early is no error either.
        await foreach (var rollout in engine.GenerateAsync(requests, new RolloutOptions { MaxTokens = 40 }, TestContext.Current.CancellationToken))
            break;
        Assert.Equal(3, (await DrawAsync(engine, requests[..3], new RolloutOptions { MaxTokens = 3 })).Length);
    }

    private protected abstract IRolloutEngine Open(string path, IPolicyText text, RolloutEngineOptions options);

    private static RolloutRequest[] Requests(int vocabulary, int count, int longest = 12)
    {
        var random = new Random(count);
        var prompts = Enumerable.Range(0, (count + 1) / 2)
            .Select(index => Enumerable.Range(0, index == 1 ? longest : random.Next(1, 12)).Select(_ => random.Next(3, vocabulary)).ToArray()).ToArray();
        return [.. Enumerable.Range(0, count).Select(index => new RolloutRequest(prompts[index % prompts.Length], (ulong)random.NextInt64()))];
    }

    private static async Task<Rollout[]> DrawAsync(IRolloutEngine engine, RolloutRequest[] requests, RolloutOptions options)
    {
        Assert.SkipUnless(LlamaLibrary.Status.IsAvailable, $"llama.cpp: {LlamaLibrary.Status.Reason}");
        var rollouts = new Rollout?[requests.Length];
        await foreach (var rollout in engine.GenerateAsync(requests, options, TestContext.Current.CancellationToken))
        {
            Assert.Null(rollouts[rollout.Index]);
            rollouts[rollout.Index] = rollout;
        }

        Assert.All(rollouts, Assert.NotNull);
        return rollouts!;
    }

    private static void Compare(TorchPolicy policy, RolloutRequest[] requests, Rollout[] rollouts, double most)
    {
        var rows = rollouts
            .Select(rollout => (requests[rollout.Index].Prompt, rollout.Tokens))
            .Select(row => new TrainingRow([.. row.Prompt, .. row.Tokens], row.Prompt.Length)).ToArray();
        var trainer = new float[rows.Sum(row => row.CompletionLength)];
        policy.Logprobs(rows, PolicySide.Current, trainer, [], TestContext.Current.CancellationToken);
        var mismatch = RolloutMismatch.Of([.. rollouts.SelectMany(rollout => rollout.Logprobs)], trainer);
        TestContext.Current.TestOutputHelper?.WriteLine($"{mismatch}");
        Assert.InRange(mismatch.Max, 0, most);
    }
}
