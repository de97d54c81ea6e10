using ILGPU;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Ilgpu;

public sealed partial class IlgpuAdvantages<T>
{
    /// <inheritdoc/>
    public void GrpoBatch(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages)
    {
        Check(batch, advantages);
        lock (backend.Gate)
        {
            using var device = new DeviceBatch<T>(backend, batch);
            var all = _moments.Of(device.Job.Rewards, device.Job.Scored, ArrayView<int>.Empty);
            var divisor = convention.SampleDeviation ? all.Count - 1 : all.Count;
            var deviation = divisor > 0 ? Math.Sqrt(all.Squares / divisor) : 0;
            var job = device.Job with { Rule = GroupRule.Same(convention, 1 / (deviation + convention.Epsilon)) };
            backend.Launch(_bodies.CentreOf(backend, device, job.Rule), job.Groups, job.Width, job);
            backend.Download(job.Advantages, advantages);
        }
    }

    /// <inheritdoc/>
    public void Gpg(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages)
    {
        Check(batch, advantages);
        lock (backend.Gate)
        {
            using var device = new DeviceBatch<T>(backend, batch);
            var all = _moments.Of(device.Job.Rewards, device.Job.Scored, ArrayView<int>.Empty);
            var job = device.Job with { Rule = GroupRule.Same(convention, all.Count / Math.Max(1, all.Nonzero)) };
            backend.Launch(_bodies.CentreOf(backend, device, job.Rule), job.Groups, job.Width, job);
            backend.Download(job.Advantages, advantages);
        }
    }

    /// <inheritdoc/>
    public void ReinforcePlusPlus(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages)
    {
        Check(batch, advantages);
        lock (backend.Gate)
        {
            using var device = new DeviceBatch<T>(backend, batch);
            var job = device.Job;
            Whiten(job.Rewards, job.Scored, job.Lengths, convention.Whitening, job.Advantages);
            backend.Launch(_bodies.ClearConstant, job.Groups, job.Width, job);
            backend.Download(job.Advantages, advantages);
        }
    }

    /// <inheritdoc/>
    public void ReinforcePlusPlusBaseline(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages)
    {
        Check(batch, advantages);
        lock (backend.Gate)
        {
            using var device = new DeviceBatch<T>(backend, batch);
            var job = device.Job with { Rule = GroupRule.Same(convention, 1) };
            backend.Launch(_bodies.CentreOf(backend, device, job.Rule), job.Groups, job.Width, job);
            Whiten(job.Advantages, job.Scored, job.Lengths, convention.Whitening, job.Advantages);
            backend.Launch(_bodies.ClearConstant, job.Groups, job.Width, job);
            backend.Download(job.Advantages, advantages);
        }
    }

    /// <inheritdoc/>
    public void Gdpo(
        ReadOnlySpan<T> components, ReadOnlySpan<double> weights, GroupLayout groups, ReadOnlySpan<bool> scored, ReadOnlySpan<int> lengths,
        AdvantageConvention convention, Span<T> advantages)
    {
        var n = groups.Length;
        if (components.Length != (long)weights.Length * n)
            throw new KernelException($"components has {components.Length} entries where {weights.Length} x {n} are needed.");
        KernelChecks.Mask(scored, components.Length);
        for (var k = 0; k < weights.Length; k++)
            Check(new RewardBatch<T>(components.Slice(k * n, n), groups, scored.IsEmpty ? default : scored.Slice(k * n, n), lengths), advantages);
        lock (backend.Gate)
        {
            using var sum = backend.Upload<T>(new T[n]);
            using var any = backend.Upload<byte>(new byte[n]);
            using var informative = backend.Upload<byte>(new byte[groups.Count]);
            var job = new ComponentJob<T> { Sum = sum.View, Any = any.View, Informative = informative.View };
            for (var k = 0; k < weights.Length; k++)
            {
                var mask = scored.IsEmpty ? default : scored.Slice(k * n, n);
                using var device = new DeviceBatch<T>(backend, new RewardBatch<T>(components.Slice(k * n, n), groups, mask));
                job = job with { Component = device.Job with { Rule = GroupRule.Grpo(convention) }, Weight = weights[k] };
                backend.Launch(_bodies.CentreOf(backend, device, job.Component.Rule), job.Component.Groups, job.Component.Width, job.Component);
                backend.Launch(_bodies.AddComponent, job.Component.Groups, job.Component.Width, job);
            }

            using var last = new DeviceBatch<T>(backend, new RewardBatch<T>(advantages, groups, default, lengths));
            Whiten(job.Sum, job.Any, last.Job.Lengths, convention.MultiRewardWhitening, last.Job.Advantages);
            job = job with { Component = last.Job };
            backend.Launch(_bodies.ClearUninformative, job.Component.Groups, job.Component.Width, job);
            backend.Download(last.Job.Advantages, advantages);
        }
    }

    /// <summary>Whitens the scored values; 0 for the others, and for all where all are equal.</summary>
    /// <param name="values">[N] finite values.</param>
    /// <param name="scored">[N] not 0 where scored, or empty.</param>
    /// <param name="lengths">[N] lengths in tokens, or empty: 1 each.</param>
    /// <param name="whitening">How.</param>
    /// <param name="whitened">[N] destination; may be the values.</param>
    private void Whiten(ArrayView<T> values, ArrayView<byte> scored, ArrayView<int> lengths, Whitening whitening, ArrayView<T> whitened)
    {
        var weights = whitening.ByToken ? lengths : ArrayView<int>.Empty;
        var all = _moments.Of(values, scored, weights);
        var isFlat = all.AllEqual || all.Weight == 0;

        // A count with an eps moves the mean, and the squares with it: sum w (x - m')^2 = sum w (x - m)^2 + W (m - m')^2.
        var count = all.Weight + whitening.CountEpsilon;
        var mean = all.Mean * (all.Weight / count);
        var squares = all.Squares + (all.Weight * (all.Mean - mean) * (all.Mean - mean));
        backend.Launch(_bodies.Whiten, values.Length, 1, new MapJob<T>
        {
            Values = values,
            Scored = scored,
            Lengths = weights,
            Results = whitened,
            Length = values.Length,
            Mean = isFlat ? 0 : mean,
            Factor = isFlat ? 0 : whitening.Factor(squares / count, all.Weight),
        });
    }
}
