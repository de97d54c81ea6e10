using System.Text.Json;
using Rlar.Grpo.Policy.Checking;

namespace Rlar.Grpo.Tests.Policy.Checking;

/// <summary>How far a result is from a golden, by the names that the golden's own f32_deviation has.</summary>
internal sealed class Deviations
{
    private readonly Dictionary<string, double> _worst = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, double> Worst => _worst;

    internal static Deviations Of(CaseResult found, JsonElement expected, Func<string, bool>? counts = null)
    {
        var result = new Deviations();
        result.Rows("logps_abs", found.Logprobs, expected.GetProperty("logps"));
        result.Rows("entropy_abs", found.Entropies, expected.GetProperty("entropies"));
        result.Add("loss_abs", found.Loss - expected.GetProperty("loss").GetDouble());
        result.Optional("kl_abs", found.Metrics.Kl, expected.GetProperty("kl"));
        result.Optional("clip_abs", found.Metrics.Clipped, expected.GetProperty("clip_fraction"));
        result.Optional("outside_abs", found.Metrics.Outside, expected.GetProperty("ratio_outside_fraction"));
        result.Optional("ratio_abs", found.Metrics.Least, expected.GetProperty("ratio_min"));
        result.Optional("ratio_abs", found.Metrics.Greatest, expected.GetProperty("ratio_max"));
        result.Optional("ratio_abs", found.Metrics.Mean, expected.GetProperty("ratio_mean"));
        result.Probes(found, expected.GetProperty("logits_probe"));
        var norm = expected.GetProperty("grad_norm").GetDouble();
        result.Add("grad_norm_rel", (found.GradientNorm / norm) - 1);
        result.Gradients(found, expected.GetProperty("gradients"), norm, counts ?? (_ => true));
        if (expected.TryGetProperty("after", out var after))
            result.After(found.After!, after, counts ?? (_ => true));
        return result;
    }

    private void Gradients(CaseResult found, JsonElement expected, double norm, Func<string, bool> counts)
    {
        Assert.Equal(
            expected.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal),
            found.Gradients.Select(gradient => gradient.Name).Order(StringComparer.Ordinal));
        foreach (var (name, summary) in found.Gradients.Where(pair => counts(pair.Name)))
        {
            var want = expected.GetProperty(name);
            var scale = Math.Max(want.GetProperty("norm").GetDouble(), 1e-9 * norm);
            Add("grad_cos_probe_over_norm_max", (summary.CosineProbe - want.GetProperty("cos_probe").GetDouble()) / scale);
            Add("grad_sum_over_norm_max", (summary.Sum - want.GetProperty("sum").GetDouble()) / (scale * Math.Sqrt(8)));
            var first = Numbers(want.GetProperty("first8"));
            Add("grad_l2_rel_max", Distance(summary.First, first) / scale);
            if (want.TryGetProperty("full", out var full))
                Add("grad_full_l2_rel_max", Distance(summary.All!, Numbers(full)) / scale);
        }
    }

    private void After(CaseSteps found, JsonElement expected, Func<string, bool> counts)
    {
        foreach (var (mine, want) in found.Losses.Zip(Numbers(expected.GetProperty("per_step_loss"))))
            Add("step_loss_abs_max", mine - want);
        foreach (var (mine, want) in found.Norms.Zip(Numbers(expected.GetProperty("per_step_grad_norm"))))
            Add("step_grad_norm_rel_max", want == 0 ? mine : (mine / want) - 1);
        Assert.Equal(expected.GetProperty("steps").GetInt32(), found.Losses.Count);
        Add("final_loss_abs", found.FinalLoss - expected.GetProperty("final_loss").GetDouble());
        foreach (var (name, summary) in found.Tensors.Where(pair => counts(pair.Name)))
        {
            var want = expected.GetProperty("tensors").GetProperty(name);
            Add("after_norm_rel_max", (summary.Norm / want.GetProperty("norm").GetDouble()) - 1);
            Add("after_cos_probe_abs_max", summary.CosineProbe - want.GetProperty("cos_probe").GetDouble());
        }
    }

    private void Probes(CaseResult found, JsonElement expected)
    {
        foreach (var (mine, want) in found.Probes.Zip(expected.EnumerateArray()))
        {
            Assert.Equal((want.GetProperty("seq").GetInt32(), want.GetProperty("pos").GetInt32()), (mine.Sequence, mine.Position));
            foreach (var (top, pair) in mine.Top.Zip(want.GetProperty("top5").EnumerateArray()))
            {
                Assert.Equal(pair[0].GetInt32(), top.Token);
                Add("logits_abs", top.Logit - pair[1].GetDouble());
            }
        }
    }

    private void Rows(string name, IReadOnlyList<double[]> found, JsonElement expected)
    {
        Assert.Equal(expected.GetArrayLength(), found.Count);
        foreach (var (row, want) in found.Zip(expected.EnumerateArray()))
        {
            Assert.Equal(want.GetArrayLength(), row.Length);
            foreach (var (mine, golden) in row.Zip(Numbers(want)))
                Add(name, mine - golden);
        }
    }

    private void Optional(string name, double? found, JsonElement expected)
    {
        Assert.Equal(expected.ValueKind == JsonValueKind.Null, found is null);
        if (found is { } number)
            Add(name, number - expected.GetDouble());
    }

    private void Add(string name, double difference)
    {
        Assert.True(double.IsFinite(difference), $"{name} is not finite");
        _worst[name] = Math.Max(_worst.GetValueOrDefault(name), Math.Abs(difference));
    }

    private static double Distance(double[] left, double[] right) =>
        Math.Sqrt(left.Zip(right).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second)));

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetDouble())];
}
