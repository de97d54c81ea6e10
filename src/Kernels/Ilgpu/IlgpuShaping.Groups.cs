using System.Runtime.InteropServices;
using Rlar.Kernels.Advantages;
using Rlar.Kernels.Reference;
using Rlar.Kernels.Shaping;

namespace Rlar.Kernels.Ilgpu;

public sealed partial class IlgpuShaping
{
    /// <inheritdoc/>
    public void PreferenceAsReward(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references, GroupLayout referenceGroups,
        double slope, Span<double> shaped)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        KernelChecks.Length(nameof(rewards), rewards.Length, groups.Length);
        KernelChecks.Apart(nameof(references), references, shaped);
        _ = KernelChecks.Positive(slope, nameof(slope));
        KernelChecks.Values(nameof(rewards), rewards, scored);
        ShapingChecks.References(scored, groups, references, referenceGroups);
        Compare(ShapingBodies.PreferenceAsReward, rewards, scored, groups, references, Offsets(referenceGroups), slope, shaped);
    }

    /// <inheritdoc/>
    /// <remarks>The quantiles are the host's: it has the references, tens a prompt, and sorts them where they are.</remarks>
    public void LogSigmoidCentred(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references, GroupLayout referenceGroups,
        double quantile, Span<double> shaped)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        KernelChecks.Length(nameof(rewards), rewards.Length, groups.Length);
        KernelChecks.Apart(nameof(references), references, shaped);
        _ = KernelChecks.Between(quantile, 0, 1, nameof(quantile));
        KernelChecks.Values(nameof(rewards), rewards, scored);
        ShapingChecks.References(scored, groups, references, referenceGroups);
        var sorted = references.ToArray();
        var centres = new double[groups.Count];
        for (var g = 0; g < centres.Length; g++)
        {
            var (first, last) = referenceGroups[g];
            var own = sorted.AsSpan(first, last - first);
            own.Sort();
            centres[g] = own.IsEmpty ? 0 : ShapingFormulas.Quantile(own, quantile);
        }

        Compare(ShapingBodies.LogSigmoidCentred, rewards, scored, groups, centres, [], 1, shaped);
    }

    private void Compare(
        Action<ReferenceJob> body, ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references,
        ReadOnlySpan<int> referenceOffsets, double slope, Span<double> shaped)
    {
        lock (backend.Gate)
        {
            using var device = new DeviceBatch<double>(backend, new RewardBatch<double>(rewards, GroupLayout.Ragged(Offsets(groups)), scored));
            using var compared = backend.Upload(references);
            using var offsets = backend.Upload(referenceOffsets);
            var job = new ReferenceJob { Completions = device.Job, References = compared.View, ReferenceOffsets = offsets.View, Slope = slope };
            backend.Launch(body, job.Completions.Groups, job.Completions.Width, job);
            backend.Download(job.Completions.Advantages, shaped);
        }
    }

    /// <inheritdoc/>
    public void Papo(
        ReadOnlySpan<double> outcomes, ReadOnlySpan<double> processes, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, GroupLayout groups,
        PapoOptions options, Span<double> advantages)
    {
        KernelChecks.Shapes(nameof(outcomes), outcomes, scored, advantages);
        KernelChecks.Length(nameof(outcomes), outcomes.Length, groups.Length);
        KernelChecks.Length(nameof(processes), processes.Length, groups.Length);
        KernelChecks.Length(nameof(correct), correct.Length, groups.Length);
        KernelChecks.Overlap(nameof(processes), processes, advantages);
        KernelChecks.Values(nameof(outcomes), outcomes, scored);
        var both = Both(correct, scored);
        KernelChecks.Values(nameof(processes), processes, both);
        lock (backend.Gate)
        {
            using var device = new DeviceBatch<double>(backend, new RewardBatch<double>(outcomes, groups, scored));
            using var process = backend.Upload(processes);
            using var member = backend.Upload(MemoryMarshal.Cast<bool, byte>(both));
            var rule = new GroupRule { LostDegrees = options.SampleDeviation ? 1 : 0, Epsilon = options.Epsilon };
            var job = new PapoJob
            {
                Outcome = device.Job with { Rule = rule },
                Processes = process.View,
                Correct = member.View,
                Weight = options.ProcessWeight,
            };
            backend.Launch(ShapingBodies.Papo, job.Outcome.Groups, job.Outcome.Width, job);
            backend.Download(job.Outcome.Advantages, advantages);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Which groups are penalised is the host's choice, by sorting their ratios.</remarks>
    public void GrpoLambda(
        ReadOnlySpan<int> lengths, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, GroupLayout groups, GrpoLambdaOptions options,
        Span<double> rewards)
    {
        ShapingChecks.LengthGroups(lengths, correct, scored, groups, rewards);
        var alphas = Alphas(correct, scored, groups, options);
        lock (backend.Gate)
        {
            using var tokens = backend.Upload(lengths);
            using var member = backend.Upload(MemoryMarshal.Cast<bool, byte>(Both(correct, scored)));
            using var offsets = backend.Upload<int>(Offsets(groups));
            using var strengths = backend.Upload<double>(alphas);
            using var results = backend.Rent<double>(rewards.Length);
            var job = new LengthJob
            {
                Lengths = tokens.View,
                Correct = member.View,
                Offsets = offsets.View,
                Alphas = strengths.View,
                Results = results.View,
                Groups = groups.Count,
                Width = Team.Lanes,
            };
            backend.Launch(ShapingBodies.LengthRewards, job.Groups, job.Width, job);
            backend.Download(job.Results, rewards);
        }
    }

    /// <summary>alpha for the groups with the highest ratios of correct answers, 0 for the others; of equal ratios the first groups win.</summary>
    private static double[] Alphas(ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, GroupLayout groups, GrpoLambdaOptions options)
    {
        var ratios = new double[groups.Count];
        var quota = ReferenceShaping.GroupRatios(correct, scored, groups, options, ratios);
        var alphas = new double[ratios.Length];
        foreach (var group in Enumerable.Range(0, ratios.Length).OrderByDescending(group => ratios[group]).Take(quota))
            alphas[group] = ratios[group] >= options.MinimumRatio ? options.Alpha : 0;
        return alphas;
    }

    private static bool[] Both(ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored)
    {
        var both = correct.ToArray();
        for (var i = 0; i < scored.Length; i++)
            both[i] &= scored[i];
        return both;
    }

    /// <summary>[P + 1] the offsets of a layout, uniform or ragged.</summary>
    private static int[] Offsets(GroupLayout layout)
    {
        var offsets = new int[layout.Count + 1];
        for (var g = 0; g < layout.Count; g++)
            offsets[g + 1] = layout[g].End;
        return offsets;
    }
}
