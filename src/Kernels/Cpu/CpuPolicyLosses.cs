using System.Numerics;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// The policy losses on SIMD vectors and all cores, in double inside whatever the element type: a run of sequences a thread. The bits depend neither on the
/// vector path nor on the thread count.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="backend">Instructions and threads.</param>
public sealed unsafe class CpuPolicyLosses<T>(CpuBackend backend) : IPolicyLossKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Enough work for a thread to be worth waking.
    private const int TokensPerChunk = 8192;

    private readonly CpuBackend _backend = typeof(T) == typeof(float) || typeof(T) == typeof(double)
        ? backend
        : throw new KernelException($"The kernels take float or double, not {typeof(T).Name}.");

    /// <inheritdoc/>
    public PolicyLossResult Forward(in PolicyLossBatch<T> batch, PolicyLossOptions options) => Run(batch, options, default);

    /// <inheritdoc/>
    public PolicyLossResult ForwardBackward(in PolicyLossBatch<T> batch, PolicyLossOptions options, in PolicyLossGradients<T> gradients)
    {
        gradients.Check(batch.Sequences.Length);
        return Run(batch, options, gradients);
    }

    /// <inheritdoc/>
    /// <remarks>Five operations a token and an exponential: scalar.</remarks>
    public void Kl(ReadOnlySpan<T> logprobs, ReadOnlySpan<T> references, KlPenalty penalty, Span<T> values, Span<T> slopes)
    {
        LossChecks.KlShapes(logprobs.Length, references.Length, values.Length, slopes.Length);
        for (var i = 0; i < logprobs.Length; i++)
        {
            var (value, slope) = penalty.At(LossChecks.Finite(nameof(logprobs), logprobs, i), LossChecks.Finite(nameof(references), references, i));
            values[i] = T.CreateTruncating(value);
            if (!slopes.IsEmpty)
                slopes[i] = T.CreateTruncating(slope);
        }
    }

    private PolicyLossResult Run(in PolicyLossBatch<T> batch, PolicyLossOptions options, in PolicyLossGradients<T> gradients)
    {
        batch.Check(options);
        return options.Objective switch
        {
            ClippedObjective clipped => Run(batch, options, gradients, new LaneObjectives.Clipped(clipped)),
            CispoObjective cispo => Run(batch, options, gradients, new LaneObjectives.Cispo(cispo)),
            SapoObjective sapo => Run(batch, options, gradients, new LaneObjectives.Sapo(sapo)),
            DppoObjective { Divergence: DppoDivergence.TotalVariation } dppo => Run(batch, options, gradients, new LaneObjectives.DppoTotalVariation(dppo)),
            DppoObjective dppo => Run(batch, options, gradients, new LaneObjectives.DppoKullbackLeibler(dppo)),
            PolicyGradientObjective => Run(batch, options, gradients, default(LaneObjectives.PolicyGradient)),
            DroObjective dro => Run(batch, options, gradients, new LaneObjectives.Dro(dro)),
            KlCovarianceObjective covariance => Run(batch, options, gradients, new LaneObjectives.KlCovariance(covariance)),
            GeometricMeanObjective mean => Run(batch, options, gradients, new LaneObjectives.GeometricMean(mean)),
            VespoObjective vespo => Run(batch, options, gradients, new LaneObjectives.Vespo(vespo)),
            _ => throw new KernelException($"There is no kernel for {options.Objective.GetType().Name}."),
        };
    }

    private PolicyLossResult Run<TObjective>(
        in PolicyLossBatch<T> batch, PolicyLossOptions options, in PolicyLossGradients<T> gradients, TObjective objective)
        where TObjective : struct, ILaneObjective
    {
        var sequences = batch.Sequences;
        var perSequence = Math.Max(1, sequences.Length / Math.Max(1, sequences.Count));
        var perChunk = Math.Max(1, TokensPerChunk / perSequence);
        var chunks = (int)(((long)sequences.Count + perChunk - 1) / perChunk);
        var tallies = new PolicyLossTally[chunks];
        var job = new PolicyLossJob<T, TObjective>
        {
            Batch = batch,
            Gradients = gradients,
            Options = options,
            Objective = objective,
            Tallies = tallies,
            SequencesPerChunk = perChunk,
        };

        // The job holds spans; it lies on this stack until every thread is done with it, and the collector keeps its references true meanwhile.
#pragma warning disable CS8500
        _backend.Run<VectorKernel<TObjective>>(chunks, &job);
#pragma warning restore CS8500
        if (job.IsSuspect)
        {
            for (var b = 0; b < sequences.Count; b++)
                _ = SequenceLoss.Run(batch, options, b, default);
            throw new KernelException("A token has no finite loss, and none could be found that is to blame: the batch changed while it was read.");
        }

        var all = new PolicyLossTally();
        foreach (ref readonly var tally in tallies.AsSpan())
            all.Merge(tally);
        return all.Result();
    }

#pragma warning disable CS8500
    private readonly struct VectorKernel<TObjective> : CpuBackend.IChunkKernel
        where TObjective : struct, ILaneObjective
    {
        /// <inheritdoc/>
        public static void Run<TOctet>(void* job, int chunk)
            where TOctet : unmanaged, IOctet<TOctet>
        {
            ref var loss = ref *(PolicyLossJob<T, TObjective>*)job;
            var first = chunk * loss.SequencesPerChunk;
            var end = (int)Math.Min(loss.Batch.Sequences.Count, (long)first + loss.SequencesPerChunk);
            var all = new PolicyLossTally();
            var lanes = new PolicyLossLanes<T, TObjective>(in loss);
            for (var b = first; b < end; b++)
            {
                if (!lanes.Run(b, out var tally))
                    loss.Suspect();
                all.Merge(tally);
            }

            loss.Tallies[chunk] = all;
        }
    }
#pragma warning restore CS8500
}
