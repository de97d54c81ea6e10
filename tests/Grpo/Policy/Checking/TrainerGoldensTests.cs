using System.Text.Json;
using Rlar.Grpo.Policy;
using Rlar.Grpo.Policy.Checking;
using Rlar.Grpo.Tests.Torch;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Policy.Checking;

/// <summary>
/// All rows of trainer_goldens_dev.jsonl.gz: a float64 PyTorch trainer's numbers, checked there against transformers, peft, TRL and finite differences.
/// </summary>
public sealed class TrainerGoldensTests
{
    // The goldens have 12 digits; whole gradients 9.
    private const double Printed = 1e-10;
    private const double Floor = 2e-6;
    private const double PrintedFull = 5e-9;
    private static readonly TorchPolicyOptions s_small = new() { MicroBatchTokens = 100, LogitTokens = 30 };

    [Fact]
    public void Double_AllRows_TheGoldensDigits() => Each(CheckPrecision.Double, s_small, (row, found) =>
    {
        foreach (var (name, value) in Deviations.Of(found, row.GetProperty("expected")).Worst)
            Assert.True(value <= (name == "grad_full_l2_rel_max" ? PrintedFull : Printed), $"{Id(row)}: {name} is off by {value:E2}");
    });

    [Fact]
    public void Fused_AllRows_WithinFourTimesTorchsOwnRounding() => Each(CheckPrecision.Single, new TorchPolicyOptions(), (row, found) =>
    {
        // AdamW makes steps of full size of gradients near 0, whatever rounding left of them, and those of the keys' biases are: they nearly cancel.
        AssertWithin(4, row, Deviations.Of(found, row.GetProperty("expected"), name => !IsKeyBias(name)));
        AssertWithin(40, row, Deviations.Of(found, row.GetProperty("expected"), IsKeyBias));
    });

    private static bool IsKeyBias(string name) => name.EndsWith("attn_k.bias", StringComparison.Ordinal);

    private static void AssertWithin(double times, JsonElement row, Deviations deviations)
    {
        foreach (var own in row.GetProperty("f32_deviation").EnumerateObject())
        {
            if (deviations.Worst.TryGetValue(own.Name, out var value))
                Assert.True(value <= (times * own.Value.GetDouble()) + Floor, $"{Id(row)}: {own.Name} is off by {value:E2}, torch by {own.Value.GetDouble():E2}");
        }
    }

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
