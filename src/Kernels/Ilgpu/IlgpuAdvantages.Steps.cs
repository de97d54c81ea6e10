using System.Runtime.InteropServices;
using ILGPU;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Ilgpu;

public sealed partial class IlgpuAdvantages<T>
{
    /// <inheritdoc/>
    public void ReinforcePlusPlusTokens(
        ReadOnlySpan<T> rewards, GroupLayout sequences, ReadOnlySpan<bool> mask, double gamma, Whitening whitening, Span<T> advantages)
    {
        Check(new RewardBatch<T>(rewards, sequences, mask), advantages);
        lock (backend.Gate)
        {
            using var values = backend.Upload(rewards);
            using var own = backend.Upload(MemoryMarshal.Cast<bool, byte>(mask));
            using var offsets = backend.Upload(sequences.UniformSize > 0 ? [] : sequences.Offsets);
            var job = new ScanJob<T>
            {
                Values = values.View,
                Mask = own.View,
                Offsets = offsets.View,
                Results = values.View,
                Sequences = sequences.Count,
                Size = sequences.UniformSize,
                Gamma = gamma,
            };
            backend.Launch(_bodies.Returns, job.Sequences, 1, job);
            Whiten(job.Results, job.Mask, ArrayView<int>.Empty, whitening, job.Results);
            backend.Download(job.Results, advantages);
        }
    }

    /// <inheritdoc/>
    public void StepLevel(
        ReadOnlySpan<T> stepRewards, GroupLayout completions, GroupLayout groups, AdvantageConvention convention, Span<T> advantages)
    {
        KernelChecks.Length("the layout of the completions", completions.Count, groups.Length);

        // A group's steps are contiguous, so they are a group of rewards themselves; what is left is to sum from each step on.
        var bounds = new int[groups.Count + 1];
        for (var g = 0; g < groups.Count; g++)
            bounds[g + 1] = groups[g].End > 0 ? completions[groups[g].End - 1].End : 0;
        var batch = new RewardBatch<T>(stepRewards, GroupLayout.Ragged(bounds));
        Check(batch, advantages);
        lock (backend.Gate)
        {
            using var device = new DeviceBatch<T>(backend, batch);
            using var offsets = backend.Upload(completions.UniformSize > 0 ? [] : completions.Offsets);
            var job = device.Job with { Rule = GroupRule.Grpo(convention) };
            backend.Launch(_bodies.CentreOf(backend, device, job.Rule), job.Groups, job.Width, job);
            backend.Launch(_bodies.Returns, completions.Count, 1, new ScanJob<T>
            {
                Values = job.Advantages,
                Offsets = offsets.View,
                Results = job.Advantages,
                Sequences = completions.Count,
                Size = completions.UniformSize,
                Gamma = 1,
            });
            backend.Download(job.Advantages, advantages);
        }
    }
}
