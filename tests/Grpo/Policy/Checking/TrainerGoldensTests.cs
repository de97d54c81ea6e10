using System.Text.Json;
using Rlar.Grpo.Policy;
using Rlar.Grpo.Policy.Checking;
using Rlar.Grpo.Tests.Torch;
using Rlar.Tests;
using Xunit;

namespace Rlar.Grpo.Tests.Policy.Checking;

/// <summary>All rows of trainer_goldens_dev.jsonl.gz: a float64 PyTorch trainer's numbers, checked there against transformers, peft, TRL and finite differences.</summary>
public sealed class TrainerGoldensTests
{
    // The goldens have 12 digits; whole gradients 9.
    private const double Printed = 1e-10;
    private const double PrintedFull = 5e-9;

    [Fact]
    public void Double_AllRows_TheGoldensDigits() => Each(CheckPrecision.Double, new TorchPolicyOptions { MicroBatchTokens = 100, LogitTokens = 30 }, (row, found) =>
    {
        foreach (var (name, value) in Deviations.Of(found, row.GetProperty("expected")).Worst)
            Assert.True(value <= (name == "grad_full_l2_rel_max" ? PrintedFull : Printed), $"{Id(row)}: {name} is off by {value:E2}");
    });

    [Fact]
    public void Fused_AllRows_WithinFourTimesTorchsOwnRounding() => Each(CheckPrecision.Single, new TorchPolicyOptions(), (row, found) =>
    {
        // A gradient that is 0 but for rounding (a bias added to all keys changes no softmax) is turned by AdamW into a step of full size.
        var deviations = Deviations.Of(found, row.GetProperty("expected"), name => !name.EndsWith("attn_k.bias", StringComparison.Ordinal)).Worst;
        foreach (var own in row.GetProperty("f32_deviation").EnumerateObject())
        {
            if (deviations.TryGetValue(own.Name, out var value))
                Assert.True(value <= (4 * own.Value.GetDouble()) + 2e-6, $"{Id(row)}: {own.Name} is off by {value:E2}, torch's float32 by {own.Value.GetDouble():E2}");
        }
    });

    private static void Each(CheckPrecision precision, TorchPolicyOptions options, Action<JsonElement, CaseResult> check)
    {
        RequiredTorch.Require();
        var rows = SharedData.Rows("trainer_goldens_dev.jsonl.gz").ToArray();
        Assert.Equal(66, rows.Length);
        foreach (var family in rows.GroupBy(row => row.GetProperty("model").GetString()!))
        {
            var folder = family.First().GetProperty("model_root").GetString() == "dev" ? "tiny/" : "";
            using var trainer = TrainerCheck.Open(SharedModels.Require(folder + family.Key), precision, options);
            foreach (var row in family)
                check(row, trainer.Run(CheckCaseReader.Read(row), default));
        }
    }

    private static string Id(JsonElement row) => row.GetProperty("id").GetString()!;
}
