using System.Numerics;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Ilgpu;

/// <summary>
/// The estimators with other baselines as ILGPU kernels. RAE goes along the batch with one thread a role, which is slower than the CPU: it is here so that
/// a batch that is on the device may stay there. The others' bits do not depend on the launch either.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed partial class IlgpuBaselineAdvantages<T> : IBaselineAdvantageKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IlgpuBackend _backend;
    private readonly AdvantageBodies<T> _centred = AdvantageBodies<T>.Create();
    private readonly BaselineKernels<T> _bodies = BaselineKernels<T>.Create();

    /// <summary>Takes a device.</summary>
    /// <param name="backend">The device.</param>
    /// <exception cref="KernelException">Another element type.</exception>
    public IlgpuBaselineAdvantages(IlgpuBackend backend) => _backend = backend;

    /// <inheritdoc/>
    public void MaxRl(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages) =>
        Run(null, batch, GroupRule.MaxRl(convention), advantages);

    /// <inheritdoc/>
    public void OptimalValue(in RewardBatch<T> batch, double temperature, Span<T> advantages)
    {
        _ = KernelChecks.Positive(temperature, nameof(temperature));
        Run(_bodies.OptimalValue, batch, GroupRule.Same(AdvantageConvention.Trl, temperature), advantages);
    }

    /// <inheritdoc/>
    public void ReMax(in RewardBatch<T> batch, ReadOnlySpan<T> greedyRewards, Span<T> advantages)
    {
        BaselineChecks.Batch(batch, advantages);
        BaselineChecks.Baselines(nameof(greedyRewards), greedyRewards, batch.Groups.Count);
        lock (_backend.Gate)
        {
            using var device = new DeviceBatch<T>(_backend, batch);
            using var baselines = _backend.Upload(greedyRewards);
            var job = new BaselineJob<T> { Batch = device.Job, Baselines = baselines.View };
            _backend.Launch(_bodies.ReMax, device.Job.Groups, device.Job.Width, job);
            _backend.Download(device.Job.Advantages, advantages);
        }
    }

    /// <inheritdoc/>
    public void ReMaxTokens(ReadOnlySpan<T> rewards, GroupLayout sequences, ReadOnlySpan<bool> mask, ReadOnlySpan<T> baselines, Span<T> advantages)
    {
        var batch = new RewardBatch<T>(rewards, sequences, mask);
        BaselineChecks.Batch(batch, advantages);
        BaselineChecks.Baselines(nameof(baselines), baselines, sequences.Count);
        lock (_backend.Gate)
        {
            using var device = new DeviceBatch<T>(_backend, batch);
            using var bases = _backend.Upload(baselines);
            var job = new BaselineJob<T> { Batch = device.Job, Baselines = bases.View };
            _backend.Launch(_bodies.ReMaxTokens, device.Job.Groups, 1, job);
            _backend.Download(device.Job.Advantages, advantages);
        }
    }

    /// <inheritdoc/>
    public void RoleAverage(in RewardBatch<T> batch, ReadOnlySpan<int> roles, double decay, Span<double> averages, Span<T> advantages)
    {
        BaselineChecks.Batch(batch, advantages);
        BaselineChecks.Roles(roles, batch.Rewards.Length, averages);
        _ = KernelChecks.Between(decay, 0, 1, nameof(decay));
        lock (_backend.Gate)
        {
            using var device = new DeviceBatch<T>(_backend, batch);
            using var labels = _backend.Upload(roles);
            using var kept = _backend.Upload<double>(averages);
            var job = new BaselineJob<T> { Batch = device.Job, Labels = labels.View, Averages = kept.View, Decay = decay };
            _backend.Launch(_bodies.RoleAverage, averages.Length, 1, job);
            _backend.Download(device.Job.Advantages, advantages);
            _backend.Download(kept.View, averages);
        }
    }

    /// <inheritdoc/>
    public void Hierarchical(in RewardBatch<T> batch, ReadOnlySpan<int> subgroups, AdvantageConvention convention, Span<T> advantages)
    {
        BaselineChecks.Batch(batch, advantages);
        KernelChecks.Length(nameof(subgroups), subgroups.Length, batch.Rewards.Length);
        Apart(batch.Rewards, advantages);
        lock (_backend.Gate)
        {
            using var device = new DeviceBatch<T>(_backend, batch);
            using var labels = _backend.Upload(subgroups);
            var job = new BaselineJob<T> { Batch = device.Job with { Rule = GroupRule.Same(convention, 1) }, Labels = labels.View };
            _backend.Launch(_bodies.Hierarchical, device.Job.Groups, device.Job.Width, job);
            _backend.Download(device.Job.Advantages, advantages);
        }
    }

    // Without a body of its own the estimator is a centred one.
    private void Run(Action<GroupJob<T>>? body, in RewardBatch<T> batch, GroupRule rule, Span<T> advantages)
    {
        BaselineChecks.Batch(batch, advantages);
        lock (_backend.Gate)
        {
            using var device = new DeviceBatch<T>(_backend, batch);
            _backend.Launch(body ?? _centred.CentreOf(_backend, device, rule), device.Job.Groups, device.Job.Width, device.Job with { Rule = rule });
            _backend.Download(device.Job.Advantages, advantages);
        }
    }

    private static void Apart(ReadOnlySpan<T> rewards, Span<T> advantages)
    {
        if (rewards.Overlaps(advantages))
            throw new KernelException("The destination overlaps rewards; this operation needs another span.");
    }
}
