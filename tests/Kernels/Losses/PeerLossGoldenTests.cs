using System.Text.Json;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Losses;
using Rlar.Kernels.Reference;
using Rlar.Tests;

namespace Rlar.Kernels.Tests.Losses;

/// <summary>
/// Losses, gradients and metrics of the real verl 0.9.1 and TRL 1.16 (shared/data/peer_losses_dev.jsonl.gz), every row of it. verl adds 1e-8 to its
/// counts, hence the tolerance in double.
/// </summary>
public sealed class PeerLossGoldenTests
{
    private static readonly IPolicyLossKernels<double>[] s_backends =
        [new ReferencePolicyLosses(), new CpuPolicyLosses<double>(new CpuBackend()), new IlgpuPolicyLosses<double>(KernelCases.Ptx)];

    [Fact]
    public void PolicyLosses_EveryRow_MatchThePeer() => Assert.Equal(85, Compare("policy_loss/", CheckPolicyLoss));

    [Fact]
    public void KlPenalties_EveryRow_MatchThePeer() => Assert.Equal(8, Compare("kl/", CheckKl));

    [Fact]
    public void Aggregations_EveryRow_MatchThePeer() => Assert.Equal(11, Compare("agg_loss/", CheckAggregation));

    [Fact]
    public void Entropies_EveryRow_MatchThePeer() => Assert.Equal(2, Compare("entropy/", CheckEntropy));

    [Fact]
    public void ValueLosses_EveryRow_MatchThePeer() => Assert.Equal(1, Compare("value_loss", CheckValueLoss));

    private static int Compare(string operation, Action<JsonElement> check)
    {
        var rows = SharedData.Rows("peer_losses_dev.jsonl.gz").Where(r => r.GetProperty("op").GetString()!.StartsWith(operation, StringComparison.Ordinal)).ToArray();
        foreach (var row in rows)
            check(row);
        return rows.Length;
    }

    private static void CheckPolicyLoss(JsonElement row)
    {
        var peer = row.GetProperty("from").GetString()!.StartsWith("trl", StringComparison.Ordinal) ? PeerLoss.Trl(row) : PeerLoss.Verl(row);
        var expected = row.GetProperty("expected");
        foreach (var kernels in s_backends)
        {
            var (result, gradients, entropyGradients) = peer.Run(kernels);
            Close(row, expected.GetProperty("loss").GetDouble(), result.Loss, "loss");
            Close(row, PeerLoss.Flat(expected.GetProperty("grad")), gradients, "grad");
            if (expected.TryGetProperty("grad_entropies", out var byEntropy))
                Close(row, PeerLoss.Flat(byEntropy), entropyGradients, "grad_entropies");
            PeerMetrics.Check(peer, result, (name, wanted, actual) => Close(row, wanted, actual, name));
        }
    }

    private static void CheckKl(JsonElement row)
    {
        var name = row.GetProperty("options").GetProperty("kl_penalty").GetString()!;
        var penalty = new KlPenalty
        {
            Estimator = name.TrimEnd('+') switch { "k1" => KlEstimator.K1, "k2" => KlEstimator.K2, "k3" => KlEstimator.K3, _ => KlEstimator.Absolute },
            GradientOfK2 = name.EndsWith('+'),
            LogRatioLimit = 20,
            ValueLimit = 10,
        };
        var inputs = row.GetProperty("inputs");
        var (logprobs, references, upstream) =
            (PeerLoss.Flat(inputs.GetProperty("logp")), PeerLoss.Flat(inputs.GetProperty("ref_logp")), PeerLoss.Flat(inputs.GetProperty("upstream")));
        var (values, slopes) = (new double[logprobs.Length], new double[logprobs.Length]);
        foreach (var kernels in s_backends)
        {
            kernels.Kl(logprobs, references, penalty, values, slopes);
            var expected = row.GetProperty("expected");
            Close(row, PeerLoss.Flat(expected.GetProperty("kl")), values, "kl");
            Close(row, PeerLoss.Flat(expected.GetProperty("grad")), [.. slopes.Select((s, i) => s * upstream[i])], "grad");
            Close(row, expected.GetProperty("loss").GetDouble(), values.Select((v, i) => v * upstream[i]).Sum(), "loss");
        }
    }

    // All masked: verl NaN, ours 0. NaN at a masked token: verl's sequence sums are NaN too, ours never read it.
    private static void CheckAggregation(JsonElement row)
    {
        var inputs = row.GetProperty("inputs");
        var losses = PeerLoss.Flat(inputs.GetProperty("loss_mat"));
        var mask = Array.ConvertAll(PeerLoss.Flat(inputs.GetProperty("mask")), m => m != 0);
        var length = mask.Length / inputs.GetProperty("mask").GetArrayLength();
        var layout = GroupLayout.Uniform(mask.Length / length, length);
        var weights = new double[layout.Count];
        var options = row.GetProperty("options");
        PeerLoss.Aggregate(options.GetProperty("loss_agg_mode").GetString()!, options).Weigh(layout, mask, default, weights);
        var gradients = mask.Select((m, i) => m ? weights[i / length] : 0).ToArray();
        var loss = gradients.Select((g, i) => g == 0 ? 0 : g * losses[i]).Sum();
        var expected = row.GetProperty("expected");
        if (expected.GetProperty("loss").ValueKind == JsonValueKind.Number)
        {
            Close(row, expected.GetProperty("loss").GetDouble(), loss, "loss");
            Close(row, PeerLoss.Flat(expected.GetProperty("grad")), gradients, "grad");
        }
        else if (mask.Any(m => m))
        {
            Assert.True(double.IsFinite(loss));
        }
        else
        {
            Assert.Equal(0, loss);
            Assert.All(weights, w => Assert.Equal(0, w));
        }
    }

    private static void CheckEntropy(JsonElement row)
    {
        var given = row.GetProperty("inputs").GetProperty("logits");
        var logits = PeerLoss.Flat(given);
        var (rows, tokens) = (given.GetArrayLength(), given[0].GetArrayLength());
        var vocabulary = logits.Length / (rows * tokens);
        var matrix = LogitMatrix.F64(logits, vocabulary);
        var targets = new int[matrix.Tokens];
        var (logprobs, normalizers, entropies) = (new double[matrix.Tokens], new double[matrix.Tokens], new double[matrix.Tokens]);
        var kernels = new ReferenceTokenLogprobs();
        kernels.Forward(matrix, targets, 1, new TokenStatistics(logprobs, normalizers, entropies));
        var expected = row.GetProperty("expected");
        Close(row, PeerLoss.Flat(expected.GetProperty("token_entropy")), entropies, "token_entropy");
        if (!expected.TryGetProperty("grad", out var gradient))
            return;
        var mask = Array.ConvertAll(PeerLoss.Flat(row.GetProperty("inputs").GetProperty("mask")), m => m != 0);
        var weights = new double[rows];
        new LossAggregation().Weigh(GroupLayout.Uniform(rows, tokens), mask, default, weights);
        var byEntropy = mask.Select((m, i) => m ? weights[i / tokens] : 0).ToArray();
        Close(row, expected.GetProperty("loss").GetDouble(), entropies.Select((h, i) => h * byEntropy[i]).Sum(), "loss");
        var actual = new double[logits.Length];
        kernels.Backward(matrix, targets, 1, new TokenGradients(new double[matrix.Tokens], normalizers, byEntropy, entropies), actual);
        Close(row, PeerLoss.Flat(gradient), actual, "grad");
    }

    private static void CheckValueLoss(JsonElement row)
    {
        var inputs = row.GetProperty("inputs");
        double[] Of(string name) => PeerLoss.Flat(inputs.GetProperty(name));
        var mask = Array.ConvertAll(Of("mask"), m => m != 0);
        var layout = GroupLayout.Uniform(inputs.GetProperty("mask").GetArrayLength(), mask.Length / inputs.GetProperty("mask").GetArrayLength());
        var weights = new double[layout.Count];
        new LossAggregation().Weigh(layout, mask, default, weights);
        var gradients = new double[mask.Length];
        var (loss, clipped) = ValueLoss.ForwardBackward<double>(
            layout, mask, weights, Of("vpreds"), Of("values"), Of("returns"), row.GetProperty("options").GetProperty("cliprange_value").GetDouble(), gradients);
        var expected = row.GetProperty("expected");
        Close(row, expected.GetProperty("loss").GetDouble(), loss, "loss");
        Close(row, PeerLoss.Flat(expected.GetProperty("grad")), gradients, "grad");
        Close(row, expected.GetProperty("metrics").GetProperty("vf_clipfrac").GetDouble(), (double)clipped / mask.Count(m => m), "vf_clipfrac");
    }

    private static void Close(JsonElement row, double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Close(row, expected[i], actual[i], $"{what}[{i}]");
    }

    private static void Close(JsonElement row, double expected, double actual, string what)
    {
        // Clip shares and the entropy quantile are float32 in TRL whatever the row's type.
        var relative = row.GetProperty("dtype").GetString() == "float32" || what.StartsWith("clip_ratio", StringComparison.Ordinal) ? 3e-6 : 3e-8;
        if (!(Math.Abs(expected - actual) <= 1e-9 + (relative * Math.Max(1, Math.Abs(expected)))))
            Assert.Fail($"{row.GetProperty("id").GetString()}: {what} expected {expected:R}, got {actual:R}");
    }
}
