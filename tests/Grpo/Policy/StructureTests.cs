using Rlar.Grpo.Policy;
using Rlar.Grpo.Tests.Torch;
using Rlar.Inference.Gguf;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Scoring;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Policy;

/// <summary>Every structure that is trained, against llama.cpp over the same memory and against finite differences.</summary>
public sealed class StructureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static readonly Dictionary<string, OddModel> s_models = new(StringComparer.Ordinal)
    {
        ["llama"] = new OddModel(),
        ["llama, wide heads, untied"] = new OddModel { HeadWidth = 10, IsTied = false },
        ["llama, narrow heads, 6 over 3"] = new OddModel { Heads = 6, KeyHeads = 3, HeadWidth = 2 },
        ["llama, 5 heads over 1"] = new OddModel { Heads = 5, KeyHeads = 1, HeadWidth = 6 },
        ["llama, frequency factors"] = new OddModel { HasRopeFactors = true, RopeBase = 500000, HeadWidth = 8 },
        ["llama, linear rope"] = new OddModel
        {
            More = writer =>
            {
                writer.Set("llama.rope.scaling.type", "linear");
                writer.Set("llama.rope.scaling.factor", 4f);
            },
        },
        ["llama, biases"] = new OddModel { HasBiases = true, KeyHeads = 1 },
        ["qwen2"] = new OddModel { Architecture = "qwen2", HasBiases = true, RopeBase = 1000000 },
        ["qwen2, untied, 9 over 3"] = new OddModel
        {
            Architecture = "qwen2",
            HasBiases = true,
            Heads = 9,
            KeyHeads = 3,
            HeadWidth = 2,
            Width = 18,
            IsTied = false,
        },
        ["qwen3"] = new OddModel { Architecture = "qwen3", HeadWidth = 8, RopeBase = 1000000 },
        ["qwen3, 7 over 7, one layer"] = new OddModel { Architecture = "qwen3", Heads = 7, KeyHeads = 7, HeadWidth = 6, Layers = 1, IsTied = false },
    };

    public static TheoryData<string> Models => [.. s_models.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void Logprobs_EachStructure_LlamaCppsOwn(string name)
    {
        RequiredTorch.Require();
        var rows = TinyRows.Of(seed: 3, count: 9, OddModel.Vocabulary);
        using var policy = TorchPolicy.Open(s_models[name].Write(_folder), new TorchPolicyOptions());
        var found = new float[rows.Sum(row => row.CompletionLength)];
        policy.Logprobs(rows, PolicySide.Current, found, [], default);
        using var model = LlamaModel.Load(policy.WeightsPath, new LlamaModelOptions(), null, default);
        using var scorer = new LlamaLogprobs(model, new LlamaContextOptions { ContextTokens = 64, Threads = 1 }.Exact());
        var expected = scorer.Score([.. rows.Select(row => new TokenRow(row.Tokens, row.PromptLength))], default).SelectMany(row => row).ToArray();
        Assert.Equal(expected.Length, found.Length);
        for (var at = 0; at < expected.Length; at++)
            Assert.Equal(expected[at], found[at], 2e-5);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Accumulate_EachStructure_FiniteDifferences(string name)
    {
        RequiredTorch.Require();
        var path = s_models[name].Write(_folder);
        var rows = TinyRows.Of(seed: 5, count: 5, OddModel.Vocabulary);
        using var weights = PolicyWeights.Open(path, PolicyShape.Read(path));
        using var numbers = PolicyNumbers.Copied(weights, TorchSharp.torch.ScalarType.Float64, null);
        using var policy = new LanedPolicy<double>(weights.Shape, numbers, new TorchPolicyOptions());
        policy.Accumulate(rows, Slopes, default);
        var random = new Random(1);
        for (var tensor = 0; tensor < policy.Tensors.Count; tensor++)
        {
            var gradient = policy.Gradient(tensor).ToArray();
            var direction = gradient.Select(_ => (2 * random.NextDouble()) - 1).ToArray();
            double Moved(double step)
            {
                var moved = policy.Weights(tensor);
                for (var at = 0; at < direction.Length; at++)
                    moved[at] += step * direction[at];
                return Loss(policy, rows);
            }

            const double Step = 1e-6;
            var slope = (Moved(Step) - Moved(-2 * Step)) / (2 * Step);
            _ = Moved(Step);
            var expected = gradient.Zip(direction).Sum(pair => pair.First * pair.Second);
            Assert.True(Math.Abs(slope - expected) <= 1e-7 * (1 + Math.Abs(expected)), $"{policy.Tensors[tensor].Name}: {expected} and {slope}");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Accumulate_Fused_ThePlainGradient(string name)
    {
        RequiredTorch.Require();
        var path = s_models[name].Write(_folder);
        var rows = TinyRows.Of(seed: 6, count: 12, OddModel.Vocabulary);
        using var fused = TorchPolicy.Open(path, new TorchPolicyOptions { MicroBatchTokens = 20, LogitTokens = 6 });
        using var plain = TorchPolicy.Open(path, new TorchPolicyOptions { IsFused = false, Lanes = 1 });
        foreach (var policy in (TorchPolicy[])[fused, plain])
            policy.Accumulate(rows, (row, _, logprobs, entropies, first, second) => Fill(row, first, second), default);
        for (var tensor = 0; tensor < plain.Tensors.Count; tensor++)
        {
            var expected = plain.Gradient(tensor).ToArray();
            var scale = expected.Max(Math.Abs) + 1e-3f;
            foreach (var (found, want) in fused.Gradient(tensor).ToArray().Zip(expected))
                Assert.Equal(want, found, 2e-5f * scale);
        }
    }

    [Fact]
    public void Read_WhatIsNotKnown_NamesItsKeyOrTensor()
    {
        Refused("gemma2", new OddModel { Architecture = "gemma2" });
        Refused("llama.attention.head_count_kv", new OddModel { Heads = 3, KeyHeads = 2 });
        Refused("llama.rope.scaling.type", new OddModel { More = writer => writer.Set("llama.rope.scaling.type", "yarn") });
        Refused("llama.expert_count", new OddModel { More = writer => writer.Set("llama.expert_count", 8u) });
        Refused("blk.0.odd.weight", new OddModel { More = writer => writer.Add("blk.0.odd.weight", GgufElement.F32, [4], (_, values) => values.Fill(1)) });
        Refused("llama.logit_scale", new OddModel { More = writer => writer.Set("llama.logit_scale", 0.5f) });
        Refused("blk.1.", new OddModel { Layers = 1 }, layers: 2);
    }

    public void Dispose() => _folder.Dispose();

    private void Refused(string named, OddModel model, int? layers = null)
    {
        var path = model.Write(_folder);
        if (layers is { } more)
        {
            // The count of layers in place, little-endian behind its key and type.
            var bytes = File.ReadAllBytes(path);
            var key = System.Text.Encoding.ASCII.GetBytes("llama.block_count");
            bytes[bytes.AsSpan().IndexOf(key) + key.Length + 4] = (byte)more;
            File.WriteAllBytes(path, bytes);
        }

        var error = Assert.Throws<TrainingException>(() => PolicyShape.Read(path));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    // A loss of log-probabilities and entropies whose slopes are the same at any value.
    private static void Slopes(int row, ReadOnlySpan<double> logprobs, ReadOnlySpan<double> entropies, Span<double> first, Span<double> second)
    {
        for (var at = 0; at < first.Length; at++)
            (first[at], second[at]) = (Math.Cos((row * 7) + at), 0.3 * Math.Sin(row + at));
    }

    private static void Fill(int row, Span<float> first, Span<float> second)
    {
        for (var at = 0; at < first.Length; at++)
            (first[at], second[at]) = ((float)Math.Cos((row * 7) + at), (float)(0.3 * Math.Sin(row + at)));
    }

    private static double Loss(LanedPolicy<double> policy, TrainingRow[] rows)
    {
        var count = rows.Sum(row => row.CompletionLength);
        var (logprobs, entropies) = (new double[count], new double[count]);
        policy.Logprobs(rows, PolicySide.Current, logprobs, entropies, default);
        var (loss, start) = (0.0, 0);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var at = 0; at < rows[row].CompletionLength; at++, start++)
                loss += (Math.Cos((row * 7) + at) * logprobs[start]) + (0.3 * Math.Sin(row + at) * entropies[start]);
        }

        return loss;
    }
}
