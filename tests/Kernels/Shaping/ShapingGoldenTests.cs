using System.Text.Json;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Shaping;
using Rlar.Tests;

namespace Rlar.Kernels.Tests.Shaping;

/// <summary>
/// Hand goldens of NVIDIA NeMo-RL's unit tests (grpo_hand_goldens.jsonl) and cases of TRL's tests/test_rewards.py (trl_reward_cases.jsonl).
/// </summary>
public sealed class ShapingGoldenTests
{
    public static TheoryData<int> Backends => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Backends))]
    public void NeMoRl_HandGoldens_AreMet(int backend)
    {
        var kernels = KernelCases.Shapings[backend];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in SharedData.Rows("grpo_hand_goldens.jsonl"))
        {
            var (operation, inputs) = (row.GetProperty("op").GetString()!, row.GetProperty("inputs"));
            var rewards = inputs.TryGetProperty("rewards", out var given) && given.ValueKind == JsonValueKind.Array ? Numbers(given) : [];
            var actual = new double[rewards.Length];
            switch (operation)
            {
                case "scale_rewards":
                    kernels.Scale(rewards, [], new LinearScale(D("source_min"), D("source_max"), D("target_min"), D("target_max")), actual);
                    break;
                case "dapo_overlong_penalty":
                    var options = new OverlongOptions((int)D("max_response_length"), (int)D("overlong_buffer_length")) { Penalty = D("overlong_buffer_penalty") };
                    kernels.Overlong(rewards, Numbers(inputs.GetProperty("lengths")).Select(l => (int)l).ToArray(), [], options, actual);
                    break;
                case "stop_properly_penalty":
                    kernels.StopProperly(rewards, Numbers(inputs.GetProperty("truncated")).Select(t => t != 0).ToArray(), [], D("coef"), actual);
                    break;
                case "clip_advantages":
                    actual = Numbers(inputs.GetProperty("advantages"));
                    kernels.Clip(actual, [], new ClipBounds(D("low"), D("high")), actual);
                    break;
                default:
                    continue;
            }

            seen[operation] = seen.GetValueOrDefault(operation) + 1;
            var expected = Numbers(row.GetProperty("expected"));
            Assert.Equal(expected.Length, actual.Length);
            for (var i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], actual[i], row.GetProperty("tolerance").GetProperty("atol").GetDouble());

            double D(string name) => inputs.GetProperty(name).GetDouble();
        }

        Assert.Equal((3, 3, 1, 1), (seen["scale_rewards"], seen["dapo_overlong_penalty"], seen["stop_properly_penalty"], seen["clip_advantages"]));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Trl_RewardCases_AreMet(int backend)
    {
        var kernels = KernelCases.Shapings[backend];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in SharedData.Rows("trl_reward_cases.jsonl"))
        {
            var (function, config, expected) = (row.GetProperty("function").GetString()!, row.GetProperty("config"), row.GetProperty("expected"));
            if (expected.ValueKind == JsonValueKind.String && function == "repetition_penalty")
            {
                _ = Assert.Throws<KernelException>(() => { _ = RepetitionOf(config); });
                seen["refused"] = 1;
                continue;
            }

            // A null is a gold answer that could not be parsed: the verifier's business, the completion never gets here.
            if (expected.ValueKind != JsonValueKind.Number)
                continue;
            var actual = new double[1];
            switch (function)
            {
                case "cosine_scaled":
                    var options = new CosineLengthOptions((int)D("max_len", 0))
                    {
                        MinWrong = D("min_value_wrong", -1),
                        MaxWrong = D("max_value_wrong", -0.5),
                        MinCorrect = D("min_value_correct", 0.5),
                        MaxCorrect = D("max_value_correct", 1),
                    };
                    var correct = row.GetProperty("completion").GetString() == $"\\boxed{{{row.GetProperty("solution").GetString()}}}";
                    kernels.CosineLength([row.GetProperty("completion_len").GetInt32()], [correct], [], options, actual);
                    break;
                case "soft_overlong":
                    var overlong = new OverlongOptions((int)D("max_completion_len", 0), (int)D("soft_punish_cache", 0)) { FloorAtMaxLength = true };
                    kernels.Overlong(actual, [row.GetProperty("completion_len").GetInt32()], [], overlong, actual);
                    break;
                case "repetition_penalty":
                    var tokens = Numbers(row.GetProperty("completion_ids")).Select(t => (int)t).ToArray();
                    kernels.Repetition(tokens, GroupLayout.Ragged([0, tokens.Length]), RepetitionOf(config), actual);
                    break;
                default:
                    continue;
            }

            seen[function] = seen.GetValueOrDefault(function) + 1;
            Assert.Equal(expected.GetDouble(), actual[0], 1e-5);

            double D(string name, double otherwise) => config.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;
        }

        Assert.Equal((13, 3, 12, 1), (seen["cosine_scaled"], seen["soft_overlong"], seen["repetition_penalty"], seen["refused"]));
    }

    private static RepetitionOptions RepetitionOf(JsonElement config) => new()
    {
        NGramSize = config.GetProperty("ngram_size").GetInt32(),
        MaxPenalty = config.GetProperty("max_penalty").GetDouble(),
    };

    private static double[] Numbers(JsonElement array) => array.EnumerateArray()
        .SelectMany(e => e.ValueKind == JsonValueKind.Array ? Numbers(e) : [e.GetDouble()]).ToArray();
}
