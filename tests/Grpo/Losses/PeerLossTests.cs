using System.Text.Json;
using Rlar.Grpo.Losses;
using Rlar.Kernels.Cpu;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Losses;

/// <summary>
/// Losses and gradients of TRL 1.16 and verl 0.9.1 (shared/data/peer_losses_dev.jsonl.gz) through the seam that training uses: name, options, slopes of rows.
/// </summary>
public sealed class PeerLossTests
{
    private static readonly CpuPolicyLosses<double> s_kernels = new(new CpuBackend(new CpuOptions { Threads = 1 }));

    [Fact]
    public void PolicyLosses_EveryRow_HaveThePeersGradients() => Assert.Equal(85, Compare("policy_loss/", row =>
    {
        var peer = row.GetProperty("from").GetString()!.StartsWith("trl", StringComparison.Ordinal) ? PeerRow.Trl(row) : PeerRow.Verl(row);
        Check(peer, peer.Rows(), peer.Matrix("logp"));
    }));

    [Fact]
    public void Aggregations_EveryRow_HaveThePeersGradients() => Assert.Equal(11, Compare("agg_loss/", row =>
    {
        // -A logp with A = -1 is the matrix itself.
        var peer = PeerRow.Aggregation(row);
        Check(peer, peer.Rows(advantages: Enumerable.Repeat(-1.0, peer.Mask.Length).ToArray()), peer.Matrix("loss_mat"));
    }));

    [Fact]
    public void KlPenalties_EveryName_HaveThePeersGradients() => Assert.Equal(7, Compare("kl/", row =>
    {
        // verl bounds k3; k2+ is k2.
        var name = row.GetProperty("options").GetProperty("kl_penalty").GetString()!.Replace("k3", "low_var_kl", StringComparison.Ordinal);
        if (name == "k2+")
            return false;
        var inputs = row.GetProperty("inputs");
        var (logprobs, upstream) = (PeerRow.Flat(inputs.GetProperty("logp")), PeerRow.Flat(inputs.GetProperty("upstream")));
        var options = LossNames.WithAggregation(LossNames.Of("reinforce", 1), "token-sum", 1);
        options = options with { Policy = options.Policy with { Kl = LossNames.Kl[name] with { Coefficient = 1 } } };
        var rows = new MinibatchRows<double>
        {
            Lengths = [logprobs.Length],
            Advantages = new double[logprobs.Length],
            ReferenceLogprobs = PeerRow.Flat(inputs.GetProperty("ref_logp")),
        };
        var slopes = new double[logprobs.Length];
        var loss = new MinibatchLoss<double>(options, rows, s_kernels);
        loss.Slopes(0, 1, logprobs, [], slopes, new double[logprobs.Length]);
        Close(row, PeerRow.Flat(row.GetProperty("expected").GetProperty("grad")), [.. slopes.Zip(upstream, (s, u) => s * u)], "grad");
        return true;
    }));

    private static void Check(PeerRow peer, MinibatchRows<double> rows, double[] logprobs)
    {
        var expected = peer.Row.GetProperty("expected");
        var loss = new MinibatchLoss<double>(peer.Loss, rows, s_kernels);
        var (slopes, entropySlopes) = (new double[logprobs.Length], new double[logprobs.Length]);
        var (poisoned, entropies) = (peer.Poisoned(logprobs), peer.Poisoned(peer.Matrix("entropies")));
        if (loss.NeedsLogprobsFirst)
            loss.Look(poisoned, entropies, peer.Permute);
        loss.Slopes(0, peer.Sequences, poisoned, entropies, slopes, entropySlopes);
        Assert.All(slopes.Where((_, i) => !peer.Mask[i]), slope => Assert.Equal(0, slope));

        // Where verl's loss is NaN (all masked) ours is 0.
        if (expected.GetProperty("loss").ValueKind != JsonValueKind.Number)
        {
            Assert.True(double.IsFinite(loss.Result().Loss.Loss));
            return;
        }

        Close(peer.Row, [expected.GetProperty("loss").GetDouble()], [loss.Result().Loss.Loss], "loss");
        Close(peer.Row, PeerRow.Flat(expected.GetProperty("grad")), slopes, "grad");
        if (expected.TryGetProperty("grad_entropies", out var byEntropy))
            Close(peer.Row, PeerRow.Flat(byEntropy), entropySlopes, "grad_entropies");
    }

    private static int Compare(string operation, Action<JsonElement> check) => Compare(operation, row =>
    {
        check(row);
        return true;
    });

    private static int Compare(string operation, Func<JsonElement, bool> check) => SharedData.Rows("peer_losses_dev.jsonl.gz")
        .Count(row => row.GetProperty("op").GetString()!.StartsWith(operation, StringComparison.Ordinal) && check(row));

    private static void Close(JsonElement row, double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var relative = row.GetProperty("dtype").GetString() == "float32" ? 3e-6 : 3e-8;
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= 1e-9 + (relative * Math.Max(1, Math.Abs(expected[i])))))
                Assert.Fail($"{row.GetProperty("id").GetString()}: {what}[{i}] expected {expected[i]:R}, got {actual[i]:R}");
        }
    }
}
