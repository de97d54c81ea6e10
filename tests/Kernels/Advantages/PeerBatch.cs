using System.Text.Json;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Tests.Advantages;

/// <summary>A row of the peers' numbers, sorted into contiguous groups, with what the peer gave for each completion.</summary>
internal sealed record PeerBatch
{
    /// <summary>[K][N] component rewards, NaN where the peer had none.</summary>
    internal required double[][] Components { get; init; }

    internal required int[] Offsets { get; init; }

    internal required int[] Lengths { get; init; }

    internal required double[] Expected { get; init; }

    /// <summary>Token rewards and mask of the token-level operations.</summary>
    internal double[][]? TokenRewards { get; init; }

    internal bool[][]? TokenMask { get; init; }

    internal static PeerBatch Verl(JsonElement row)
    {
        var inputs = row.GetProperty("inputs");
        var tokens = Matrix(inputs.GetProperty("token_level_rewards"));
        var mask = Array.ConvertAll(Matrix(inputs.GetProperty("response_mask")), m => Array.ConvertAll(m, v => v != 0));
        var expected = Matrix(row.GetProperty("expected").GetProperty("advantages"));
        if (!inputs.TryGetProperty("index", out var index))
        {
            return new PeerBatch
            {
                Components = [],
                Offsets = [],
                Lengths = [],
                TokenRewards = tokens,
                TokenMask = mask,
                Expected = expected.SelectMany(a => a).ToArray(),
            };
        }

        var groupOf = index.EnumerateArray().Select(i => i.GetInt32()).ToArray();
        var order = Enumerable.Range(0, groupOf.Length).OrderBy(i => groupOf[i]).ToArray();
        double[][] components = inputs.TryGetProperty("reward_components", out var named)
            ? [.. named.EnumerateObject().Select(c => order.Select(i => c.Value[i].GetDouble()).ToArray())]
            : [order.Select(i => tokens[i].Sum()).ToArray()];
        return new PeerBatch
        {
            Components = components,
            Offsets = [0, .. Enumerable.Range(1, order.Length).Where(k => k == order.Length || groupOf[order[k]] != groupOf[order[k - 1]])],
            Lengths = order.Select(i => mask[i].Count(m => m)).ToArray(),
            Expected = order.Select(i => expected[i][0]).ToArray(),
        };
    }

    internal static PeerBatch Trl(JsonElement row)
    {
        var rewards = row.GetProperty("inputs").GetProperty("rewards").EnumerateArray()
            .Select(r => r.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Number ? v.GetDouble() : double.NaN).ToArray()).ToArray();
        var size = row.GetProperty("options").GetProperty("num_generations").GetInt32();
        return new PeerBatch
        {
            Components = [.. Enumerable.Range(0, rewards[0].Length).Select(k => rewards.Select(r => r[k]).ToArray())],
            Offsets = [.. Enumerable.Range(0, rewards.Length / size + 1).Select(g => g * size)],
            Lengths = rewards.Select(_ => 1).ToArray(),
            Expected = row.GetProperty("expected").GetProperty("advantages").EnumerateArray().Select(a => a.GetDouble()).ToArray(),
        };
    }

    internal double[] Run(IAdvantageKernels<double> kernels, string operation, JsonElement options)
    {
        var trl = operation.StartsWith("trl", StringComparison.Ordinal);
        var convention = trl ? AdvantageConvention.Trl : AdvantageConvention.Verl;
        if (operation == "reinforce_plus_plus")
            return Tokens(kernels, options.GetProperty("gamma").GetDouble());

        double[] weights = options.TryGetProperty("reward_weights", out var given) && given.ValueKind == JsonValueKind.Array
            ? [.. given.EnumerateArray().Select(w => w.GetDouble())]
            : [.. Components.Select(_ => 1.0)];
        var n = Expected.Length;
        var advantages = new double[n];
        var groups = GroupLayout.Ragged(Offsets);
        if (operation is "gdpo" or "trl_normalize_then_sum")
        {
            var flat = Components.SelectMany(c => c).ToArray();
            kernels.Gdpo(flat, weights, groups, Array.ConvertAll(flat, double.IsFinite), Lengths, convention, advantages);
            return advantages;
        }

        var (sum, scored) = WeightedSum(weights);
        var batch = new RewardBatch<double>(sum, groups, scored, Lengths);
        var normalized = !options.TryGetProperty("norm_adv_by_std_in_grpo", out var norm) || norm.GetBoolean();
        switch (operation)
        {
            case "grpo" or "grpo_vectorized" when !normalized: kernels.DrGrpo(batch, convention, advantages); break;
            case "grpo" or "grpo_vectorized" or "trl_grpo_group": kernels.Grpo(batch, convention, advantages); break;
            case "trl_grpo_batch": kernels.GrpoBatch(batch, convention, advantages); break;
            case "trl_grpo_none": kernels.DrGrpo(batch, convention, advantages); break;
            case "rloo": kernels.Rloo(batch, convention, advantages); break;
            case "rloo_vectorized": kernels.Rloo(batch, convention with { GroupOfOne = GroupOfOne.Zero }, advantages); break;
            case "opo": kernels.Opo(batch, convention, advantages); break;
            case "gpg": kernels.Gpg(batch, convention, advantages); break;
            case "grpo_passk": kernels.PassK(batch, convention, normalized, advantages); break;
            case "reinforce_plus_plus_baseline": kernels.ReinforcePlusPlusBaseline(batch, convention, advantages); break;
            default: throw new InvalidOperationException(operation);
        }

        return advantages;
    }

    /// <summary>All scored members of the completion's group, two or more, have the same reward in every component.</summary>
    internal bool IsInConstantGroup(int i)
    {
        if (Offsets.Length == 0)
            return false;
        var g = Array.FindLastIndex(Offsets, o => o <= i);
        var members = Enumerable.Range(Offsets[g], Offsets[g + 1] - Offsets[g]).ToArray();
        return Components.All(c =>
        {
            var values = members.Select(m => c[m]).Where(double.IsFinite).ToArray();
            return values.Length > 1 && values.All(v => v == values[0]);
        });
    }

    // TRL adds what components there are (nansum); a completion without any is not scored.
    private (double[] Sum, bool[] Scored) WeightedSum(double[] weights)
    {
        var sum = new double[Expected.Length];
        var scored = new bool[Expected.Length];
        for (var k = 0; k < Components.Length; k++)
        {
            for (var i = 0; i < sum.Length; i++)
            {
                if (!double.IsFinite(Components[k][i]))
                    continue;
                sum[i] += weights[k] * Components[k][i];
                scored[i] = true;
            }
        }

        return (sum, scored);
    }

    private double[] Tokens(IAdvantageKernels<double> kernels, double gamma)
    {
        var rewards = TokenRewards!.SelectMany(r => r).ToArray();
        var mask = TokenMask!.SelectMany(m => m).ToArray();
        var advantages = new double[rewards.Length];
        kernels.ReinforcePlusPlusTokens(
            rewards, GroupLayout.Uniform(TokenRewards!.Length, TokenRewards[0].Length), mask, gamma, Whitening.Verl, advantages);
        return advantages;
    }

    private static double[][] Matrix(JsonElement rows) =>
        rows.EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetDouble()).ToArray()).ToArray();
}
