using System.Text.Json;
using Rlar.Kernels.Advantages;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Reference;
using Rlar.Tests;

namespace Rlar.Kernels.Tests.Advantages;

/// <summary>
/// The numbers of the real verl 0.9.1 and TRL 1.16 on inputs of ours (shared/data/peer_advantages_dev.jsonl.gz), and hand-made goldens of the
/// trainers' own test suites (grpo_hand_goldens.jsonl). All-equal groups: theirs carry a residue, ours are exactly 0.
/// </summary>
public sealed class AdvantageGoldenTests
{
    private static readonly HashSet<string> s_notHere =
    [
        "advantage/gae", // needs a value head, which nothing here trains

        // BaselineAdvantageTests
        "advantage/remax", "advantage/optimal_token_baseline", "advantage/tir_optimal_token_baseline",
    ];

    private static readonly IAdvantageKernels<double>[] s_backends =
        [new ReferenceAdvantages(), new CpuAdvantages<double>(new CpuBackend()), new IlgpuAdvantages<double>(KernelCases.Ptx)];

    [Fact]
    public void PeerAdvantages_EveryOperationNamedHere_MatchesThePeer()
    {
        var compared = 0;
        foreach (var row in SharedData.Rows("peer_advantages_dev.jsonl.gz"))
        {
            var operation = row.GetProperty("op").GetString()!;
            if (s_notHere.Contains(operation))
                continue;
            foreach (var kernels in s_backends)
                Check(kernels, row, operation["advantage/".Length..]);
            compared++;
        }

        Assert.Equal(44, compared);
    }

    private static void Check(IAdvantageKernels<double> kernels, JsonElement row, string operation)
    {
        var id = row.GetProperty("id").GetString()!;
        var options = row.GetProperty("options");
        var tolerance = 1e-9 + 2 * row.GetProperty("exact_deviation").GetDouble();
        var peer = operation.StartsWith("trl", StringComparison.Ordinal) ? PeerBatch.Trl(row) : PeerBatch.Verl(row);
        var actual = peer.Run(kernels, operation, options);
        for (var i = 0; i < actual.Length; i++)
        {
            if (peer.IsInConstantGroup(i))
                Assert.True(actual[i] == 0, $"{id}: [{i}] is in an all-equal group and got {actual[i]:R}");
            else
                Assert.True(Math.Abs(actual[i] - peer.Expected[i]) <= tolerance, $"{id} {kernels.GetType().Name}: [{i}] expected {peer.Expected[i]:R}, got {actual[i]:R}");
        }
    }

    [Fact]
    public void HandGoldens_GroupAdvantages_Match()
    {
        var compared = 0;
        foreach (var row in SharedData.Rows("grpo_hand_goldens.jsonl"))
        {
            var operation = row.GetProperty("op").GetString()!;
            if (operation is not ("grpo_advantage" or "reinforce_plus_plus_advantage" or "leave_one_out_baseline_and_std" or "gdpo_advantage"))
                continue;
            foreach (var kernels in s_backends)
                CheckHand(kernels, row, operation);
            compared++;
        }

        Assert.Equal(8 + 5 + 2 + 1, compared);
    }

    private static void CheckHand(IAdvantageKernels<double> kernels, JsonElement row, string operation)
    {
        var id = row.GetProperty("id").GetString()!;
        var inputs = row.GetProperty("inputs");
        var group = inputs.GetProperty("group").EnumerateArray().Select(g => g.GetInt32()).ToArray();
        var offsets = Enumerable.Range(0, group.Length + 1).Where(i => i == 0 || i == group.Length || group[i] != group[i - 1]).Distinct().ToArray();
        if (group.Length == 0)
            return;
        var groups = GroupLayout.Ragged(offsets);
        var actual = new double[group.Length];
        var convention = AdvantageConvention.NeMoRl;
        if (operation == "gdpo_advantage")
        {
            var components = inputs.GetProperty("rewards").EnumerateObject().ToArray();
            if (components.Length < 2)
                return; // NeMo-RL raises for one component; verl and TRL do not, nor do we: PresetTests holds verl's numbers.
            kernels.Gdpo(
                components.SelectMany(c => c.Value.EnumerateArray().Select(v => v.GetDouble())).ToArray(), components.Select(_ => 1.0).ToArray(), groups,
                default, default, convention, actual);
            Tolerance.AssertClose(Numbers(row.GetProperty("expected")), actual, 1e-4, 1e-4, id);
            return;
        }

        var rewards = Numbers(inputs.GetProperty("rewards"));
        if (operation == "leave_one_out_baseline_and_std")
        {
            CheckLeaveOneOut(kernels, row, rewards, offsets);
            return;
        }

        var batch = new RewardBatch<double>(rewards, groups);
        if (operation == "grpo_advantage")
            kernels.Grpo(batch, convention, actual);
        else
            kernels.ReinforcePlusPlus(batch, convention, actual);
        Tolerance.AssertClose(Numbers(row.GetProperty("expected")), actual, 1e-4, 1e-3, id);
    }

    // The golden gives baseline and deviation; A = (r - baseline) / (std + eps), divided only where std > 0.
    private static void CheckLeaveOneOut(IAdvantageKernels<double> kernels, JsonElement row, double[] rewards, int[] offsets)
    {
        var valid = row.GetProperty("inputs").GetProperty("valid_mask").EnumerateArray().Select(v => v.GetInt32() == 1).ToArray();
        var expected = row.GetProperty("expected");
        var baseline = Numbers(expected.GetProperty("baseline"));
        if (expected.GetProperty("std").ValueKind == JsonValueKind.Null)
            return;
        var deviation = Numbers(expected.GetProperty("std"));
        var actual = new double[rewards.Length];
        kernels.LeaveOneOut(new RewardBatch<double>(rewards, GroupLayout.Ragged(offsets), valid), AdvantageConvention.NeMoRl, actual);
        for (var i = 0; i < rewards.Length; i++)
        {
            var wanted = !valid[i] ? 0 : (rewards[i] - baseline[i]) / (deviation[i] > 0 ? deviation[i] + 1e-6 : 1);
            Assert.True(Math.Abs(wanted - actual[i]) <= 1e-5 * Math.Max(1, Math.Abs(wanted)), $"{row.GetProperty("id")}: [{i}] expected {wanted}, got {actual[i]}");
        }
    }

    private static double[] Numbers(JsonElement array) => array.EnumerateArray().Select(v => v.GetDouble()).ToArray();
}
