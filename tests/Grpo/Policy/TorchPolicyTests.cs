using Rlar.Grpo.Policy;
using Rlar.Grpo.Tests.Torch;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Policy;

public sealed class TorchPolicyTests : IDisposable
{
    private static readonly OddModel s_model = new() { Heads = 6, KeyHeads = 3, HasBiases = true };
    private readonly TempFolder _folder = new();
    private readonly TrainingRow[] _rows = TinyRows.Of(seed: 1, count: 11, OddModel.Vocabulary);

    [Fact]
    public void Logprobs_AnyPacking_SameWithinRounding()
    {
        using var policy = Open(new TorchPolicyOptions());
        using var alone = Open(new TorchPolicyOptions { Lanes = 1, MicroBatchTokens = 1, LogitTokens = 2 });
        var (together, apart) = (Logprobs(policy), Logprobs(alone));
        for (var at = 0; at < together.Length; at++)
            Assert.Equal(apart[at], together[at], 1e-5f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Accumulate_Twice_SameBits(int lanes)
    {
        var options = new TorchPolicyOptions { Lanes = lanes, MicroBatchTokens = 12, LogitTokens = 5 };
        using var first = Open(options);
        using var second = Open(options);
        foreach (var policy in (TorchPolicy[])[first, second])
        {
            for (var turn = 0; turn < 5; turn++)
                policy.Accumulate(_rows, Slopes, default);
        }

        for (var tensor = 0; tensor < first.Tensors.Count; tensor++)
            Assert.True(first.Gradient(tensor).SequenceEqual(second.Gradient(tensor)), first.Tensors[tensor].Name);
        first.ClearGradients();
        for (var tensor = 0; tensor < first.Tensors.Count; tensor++)
            Assert.False(first.Gradient(tensor).ContainsAnyExcept(0f), first.Tensors[tensor].Name);
    }

    [Fact]
    public void Accumulate_InParts_TheSumOfTheWhole()
    {
        using var whole = Open(new TorchPolicyOptions());
        using var parts = Open(new TorchPolicyOptions());
        whole.Accumulate(_rows, Slopes, default);
        parts.Accumulate(_rows[..4], Slopes, default);
        _ = parts.Gradient(0); // what was summed by then is not summed again
        parts.Accumulate(_rows[4..], (first, count, logprobs, entropies, a, b) => Slopes(first + 4, count, logprobs, entropies, a, b), default);
        for (var tensor = 0; tensor < whole.Tensors.Count; tensor++)
        {
            var scale = Greatest(whole.Gradient(tensor));
            foreach (var (expected, found) in whole.Gradient(tensor).ToArray().Zip(parts.Gradient(tensor).ToArray()))
                Assert.Equal(expected, found, 1e-5f * (scale + 1e-3f));
        }
    }

    // What is computed of a prompt once must be what is computed of it for each of its completions.
    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 2)]
    [InlineData(false, 2)]
    public void Accumulate_RowsOfOnePrompt_AsEachByItself(bool isFused, int rank)
    {
        var random = new Random(3);
        int[] Tokens(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(OddModel.Vocabulary))];
        int[] first = Tokens(5), second = Tokens(1);
        TrainingRow[] rows =
        [
            .. ((int[])[7, 1, 7, 3]).Select(length => new TrainingRow([.. first, .. Tokens(length)], 5)), new TrainingRow(Tokens(9), 4),
            .. ((int[])[1, 4, 1]).Select(length => new TrainingRow([.. second, .. Tokens(length)], 1)),
        ];
        var options = new TorchPolicyOptions { Lanes = 1, IsFused = isFused, LogitTokens = 6, Lora = rank == 0 ? null : new LoraOptions { Rank = rank } };
        using var together = Open(options);
        using var apart = Open(options);
        foreach (var policy in (TorchPolicy[])[together, apart])
        {
            for (var tensor = 0; rank > 0 && tensor < policy.Tensors.Count; tensor++)
            {
                for (var at = 0; at < policy.Weights(tensor).Length; at++)
                    policy.Weights(tensor)[at] += 0.1f * ((at % 3) - 1);
            }
        }

        var logprobs = new Dictionary<(bool, int), float[]>();
        LossSlopes Kept(bool isWhole, int skipped) => (row, count, found, entropies, slopes, others) =>
        {
            logprobs[(isWhole, skipped + row)] = found.ToArray();
            Slopes(skipped + row, count, found, entropies, slopes, others);
        };
        together.Accumulate(rows, Kept(true, 0), default);
        for (var row = 0; row < rows.Length; row++)
        {
            apart.Accumulate([rows[row]], Kept(false, row), default);
            AssertNear(logprobs[(false, row)], logprobs[(true, row)]);
        }

        for (var tensor = 0; tensor < together.Tensors.Count; tensor++)
        {
            var scale = Greatest(apart.Gradient(tensor));
            Assert.True(scale > 0, together.Tensors[tensor].Name);
            foreach (var (expected, found) in apart.Gradient(tensor).ToArray().Zip(together.Gradient(tensor).ToArray()))
                Assert.Equal(expected, found, 2e-5f * (scale + 1e-3f));
        }
    }

    [Fact]
    public void Weights_Written_WhatTheFileAndTheNextPassHave()
    {
        using var policy = Open(new TorchPolicyOptions());
        var before = Logprobs(policy);
        policy.Weights(0)[3] += 0.5f;
        Assert.NotEqual(before, Logprobs(policy));
        var file = Rlar.Inference.Gguf.GgufFile.Read(policy.WeightsPath);
        var tensor = file.Tensors.Single(tensor => tensor.Name == policy.Tensors[0].Name);
        using var stream = File.OpenRead(policy.WeightsPath);
        stream.Position = tensor.Offset + 12;
        var bytes = new byte[4];
        stream.ReadExactly(bytes);
        Assert.Equal(policy.Weights(0)[3], BitConverter.ToSingle(bytes));
    }

    [Fact]
    public void Reference_Full_OnlyWhereKeptAndThenFrozen()
    {
        using var without = Open(new TorchPolicyOptions());
        Assert.Contains("KeepsReference", Assert.Throws<TrainingException>(() => Logprobs(without, PolicySide.Reference)).Message, StringComparison.Ordinal);
        using var policy = Open(new TorchPolicyOptions { KeepsReference = true });
        var before = Logprobs(policy);
        policy.Weights(1)[0] += 1;
        Assert.Equal(before, Logprobs(policy, PolicySide.Reference));
        Assert.NotEqual(before, Logprobs(policy));
    }

    [Fact]
    public void Lora_NewAndChanged_ReferenceIsTheModelAndPublishTheSum()
    {
        using var full = Open(new TorchPolicyOptions());
        var lora = new LoraOptions { Rank = 2, Alpha = 6, Targets = ["attn_q", "blk.1.ffn_down.weight"], Seed = 5 };
        using var policy = Open(new TorchPolicyOptions { Lora = lora });
        string[] names =
        [
            "blk.0.attn_q.weight.lora_a", "blk.0.attn_q.weight.lora_b", "blk.1.attn_q.weight.lora_a", "blk.1.attn_q.weight.lora_b",
            "blk.1.ffn_down.weight.lora_a", "blk.1.ffn_down.weight.lora_b",
        ];
        Assert.Equal(names.Order(StringComparer.Ordinal), policy.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        var start = Logprobs(full);
        AssertNear(start, Logprobs(policy));
        for (var tensor = 0; tensor < policy.Tensors.Count; tensor++)
        {
            var isB = policy.Tensors[tensor].Name.EndsWith("lora_b", StringComparison.Ordinal);
            Assert.Equal(!isB, policy.Weights(tensor).ContainsAnyExcept(0f));
            for (var at = 0; at < policy.Weights(tensor).Length; at++)
                policy.Weights(tensor)[at] += 0.1f * ((at % 3) - 1);
        }

        var changed = Logprobs(policy);
        AssertNear(start, Logprobs(policy, PolicySide.Reference));
        Assert.True(changed.Zip(start).Max(pair => Math.Abs(pair.First - pair.Second)) > 1e-2);
        policy.Publish();
        using var merged = TorchPolicy.Open(policy.WeightsPath, new TorchPolicyOptions());
        AssertNear(changed, Logprobs(merged));
    }

    [Fact]
    public void Lora_Accumulate_FiniteDifferences()
    {
        var path = s_model.Write(_folder);
        RequiredTorch.Require();
        var lora = new LoraOptions { Rank = 3, Alpha = 6 };
        foreach (var isFused in (bool[])[true, false])
        {
            using var policy = TorchPolicy.Open(path, new TorchPolicyOptions { Lora = lora, IsFused = isFused, LogitTokens = 7 });
            for (var tensor = 0; tensor < policy.Tensors.Count; tensor++)
            {
                for (var at = 0; at < policy.Weights(tensor).Length; at++)
                    policy.Weights(tensor)[at] += 0.05f * ((at % 5) - 2);
            }

            policy.Accumulate(_rows, Slopes, default);
            for (var tensor = 0; tensor < policy.Tensors.Count; tensor++)
            {
                var gradient = policy.Gradient(tensor).ToArray();
                var norm = gradient.Sum(slope => slope * slope);
                var step = (float)(2e-2 / Math.Sqrt(norm + 1e-6));
                double Moved(float by)
                {
                    var numbers = policy.Weights(tensor);
                    for (var at = 0; at < gradient.Length; at++)
                        numbers[at] += by * gradient[at];
                    return Loss(policy);
                }

                var slope = (Moved(step) - Moved(-2 * step)) / (2 * step);
                _ = Moved(step);
                Assert.True(Math.Abs(slope - norm) <= 0.02 * norm + 0.02, $"{policy.Tensors[tensor].Name}: {norm} and {slope}");
            }
        }
    }

    [Fact]
    public void Open_WrongInput_SaysWhat()
    {
        RequiredTorch.Require();
        using var policy = Open(new TorchPolicyOptions());
        void Says(string text, Action action) => Assert.Contains(text, Assert.Throws<TrainingException>(action).Message, StringComparison.Ordinal);
        Says("the token 40", () => policy.Logprobs([new TrainingRow([1, 40], 1)], PolicySide.Current, new float[1], [], default));
        Says("prompt of 0", () => policy.Logprobs([new TrainingRow([1, 2], 0)], PolicySide.Current, new float[2], [], default));
        Says("logprobs has 3", () => policy.Logprobs([new TrainingRow([1, 2], 1)], PolicySide.Current, new float[3], [], default));
        Says("Lanes is 0", () => Open(new TorchPolicyOptions { Lanes = 0 }));
        Says("attn_x", () => Open(new TorchPolicyOptions { Lora = new LoraOptions { Targets = ["attn_x"] } }));
        Says("are available", () => Open(new TorchPolicyOptions { AvailableBytes = 1 << 20 }));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        _ = Assert.Throws<OperationCanceledException>(() => policy.Accumulate(_rows, Slopes, cancelled.Token));
    }

    public void Dispose() => _folder.Dispose();

    private TorchPolicy Open(TorchPolicyOptions options)
    {
        RequiredTorch.Require();
        return TorchPolicy.Open(s_model.Write(_folder), options);
    }

    private float[] Logprobs(TorchPolicy policy, PolicySide side = PolicySide.Current)
    {
        var found = new float[_rows.Sum(row => row.CompletionLength)];
        policy.Logprobs(_rows, side, found, [], default);
        return found;
    }

    private double Loss(TorchPolicy policy)
    {
        var (found, start) = (Logprobs(policy), 0);
        return _rows.Select((row, index) => Enumerable.Range(0, row.CompletionLength).Sum(at => Math.Cos((index * 7) + at) * found[start++])).Sum();
    }

    private static void Slopes(int first, int count, ReadOnlySpan<float> logprobs, ReadOnlySpan<float> entropies, Span<float> slopes, Span<float> others)
    {
        Assert.Equal(1, count);
        for (var at = 0; at < slopes.Length; at++)
            slopes[at] = (float)Math.Cos((first * 7) + at);
    }

    private static void AssertNear(float[] expected, float[] found)
    {
        for (var at = 0; at < expected.Length; at++)
            Assert.Equal(expected[at], found[at], 2e-5f);
    }

    private static float Greatest(Span<float> numbers) => numbers.ToArray().Max(Math.Abs);
}
