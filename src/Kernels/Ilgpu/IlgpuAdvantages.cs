using System.Numerics;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Ilgpu;

/// <summary>
/// The estimators as ILGPU kernels: a batch is copied to the device, computed there and copied back. All sums are in double, in trees whose shape
/// follows from the batch alone, so the bits do not depend on the launch. Rewards are checked here before they leave.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="backend">The device.</param>
public sealed partial class IlgpuAdvantages<T>(IlgpuBackend backend) : IAdvantageKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AdvantageBodies<T> _bodies = AdvantageBodies<T>.Create();
    private readonly MomentsTree<T> _moments = new(backend);

    /// <inheritdoc/>
    public void Grpo(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages) =>
        Centre(batch, GroupRule.Grpo(convention), advantages);

    /// <inheritdoc/>
    public void DrGrpo(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages) =>
        Centre(batch, GroupRule.Same(convention, 1), advantages);

    /// <inheritdoc/>
    public void Rloo(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages) =>
        Centre(batch, GroupRule.Rloo(convention), advantages);

    /// <inheritdoc/>
    public void LeaveOneOut(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages) =>
        Run(_bodies.LeaveOneOut, batch, GroupRule.Grpo(convention), advantages);

    /// <inheritdoc/>
    public void Opo(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages) =>
        Centre(batch, batch.Lengths.IsEmpty ? GroupRule.Same(convention, 1) : GroupRule.Opo(convention), advantages);

    /// <inheritdoc/>
    public void PassK(in RewardBatch<T> batch, AdvantageConvention convention, bool normalize, Span<T> advantages) =>
        Run(_bodies.PassK, batch, GroupRule.Grpo(convention), advantages, normalize);

    private void Centre(in RewardBatch<T> batch, GroupRule rule, Span<T> advantages)
    {
        Check(batch, advantages);
        lock (backend.Gate)
        {
            using var device = new DeviceBatch<T>(backend, batch);
            var job = device.Job with { Rule = rule };
            backend.Launch(_bodies.CentreOf(backend, device, rule), job.Groups, job.Width, job);
            backend.Download(job.Advantages, advantages);
        }
    }

    private void Run(Action<GroupJob<T>> body, in RewardBatch<T> batch, GroupRule rule, Span<T> advantages, bool normalizes = false)
    {
        Check(batch, advantages);
        lock (backend.Gate)
        {
            using var device = new DeviceBatch<T>(backend, batch);
            var job = device.Job with { Rule = rule, Normalizes = normalizes ? 1 : 0 };
            backend.Launch(body, job.Groups, job.Width, job);
            backend.Download(job.Advantages, advantages);
        }
    }

    private static void Check(in RewardBatch<T> batch, Span<T> advantages)
    {
        if (advantages.Length != batch.Groups.Length)
            throw new KernelException($"advantages has {advantages.Length} entries, but the group layout has {batch.Groups.Length} completions.");
        RewardError.ThrowIfBad(batch.Rewards, batch.Scored);
    }
}
