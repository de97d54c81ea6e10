using System.Numerics;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Ilgpu;

/// <summary>
/// The policy losses as ILGPU kernels: forward and backward in one, a team of up to 32 threads a sequence, every objective of the contract. All
/// arithmetic is in double; a sequence's sums do not depend on the launch, and sequences are added in their order on the host. Numbers
/// that are to be refused are noticed on the device and found, with their index, on the host.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class IlgpuPolicyLosses<T> : IPolicyLossKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IlgpuBackend _backend;
    private readonly LossKernels<T> _bodies = LossKernels<T>.Create();

    /// <summary>Takes a device.</summary>
    /// <param name="backend">The device.</param>
    /// <exception cref="KernelException">Another element type.</exception>
    public IlgpuPolicyLosses(IlgpuBackend backend) => _backend = backend;

    /// <inheritdoc/>
    public PolicyLossResult Forward(in PolicyLossBatch<T> batch, PolicyLossOptions options) => Run(batch, options, default);

    /// <inheritdoc/>
    public PolicyLossResult ForwardBackward(in PolicyLossBatch<T> batch, PolicyLossOptions options, in PolicyLossGradients<T> gradients)
    {
        gradients.Check(batch.Sequences.Length);
        return Run(batch, options, gradients);
    }

    /// <inheritdoc/>
    public void Kl(ReadOnlySpan<T> logprobs, ReadOnlySpan<T> references, KlPenalty penalty, Span<T> values, Span<T> slopes)
    {
        LossChecks.KlShapes(logprobs.Length, references.Length, values.Length, slopes.Length);
        LossChecks.AllFinite(nameof(logprobs), logprobs);
        LossChecks.AllFinite(nameof(references), references);
        lock (_backend.Gate)
        {
            using var now = _backend.Upload(logprobs);
            using var reference = _backend.Upload(references);
            using var divergences = _backend.Rent<T>(values.Length);
            using var derivatives = _backend.Rent<T>(slopes.Length);
            var job = new LossJob<T>
            {
                Logprobs = now.View,
                References = reference.View,
                ByEntropy = divergences.View,
                ByLogprob = derivatives.View,
                Rule = new LossRule { Kl = KlRule.Of(penalty) },
            };
            _backend.Launch(_bodies.Kl, logprobs.Length, 1, job);
            _backend.Download(divergences.View, values);
            _backend.Download(derivatives.View, slopes);
        }
    }

    private PolicyLossResult Run(in PolicyLossBatch<T> batch, PolicyLossOptions options, in PolicyLossGradients<T> gradients)
    {
        batch.Check(options);
        var parts = new LossPart[batch.Sequences.Count];
        lock (_backend.Gate)
        {
            using var device = new DeviceLoss<T>(_backend, batch, options, gradients);
            _backend.Launch(_bodies.Sequence, device.Job.Sequences, device.Job.Width, device.Job);
            _backend.Download(device.Job.Parts, parts);
            if (!Array.Exists(parts, part => part.Bad > 0))
            {
                _backend.Download(device.Job.ByLogprob, gradients.Logprobs);
                _backend.Download(device.Job.ByEntropy, gradients.Entropies);
                return Result(batch, options, parts);
            }
        }

        for (var b = 0; b < batch.Sequences.Count; b++)
            _ = SequenceLoss.Run(batch, options, b, default);
        throw new KernelException($"{_backend.Device.Name} found a token without a finite loss that the CPU does not find: compute this loss there.");
    }

    private static PolicyLossResult Result(in PolicyLossBatch<T> batch, PolicyLossOptions options, LossPart[] parts)
    {
        var all = new PolicyLossTally();
        for (var b = 0; b < parts.Length; b++)
        {
            ref readonly var part = ref parts[b];
            var weight = batch.SequenceWeights[b];
            var tally = new PolicyLossTally
            {
                PolicyTerm = weight * part.Policy,
                KlTerm = weight * (options.Kl?.Coefficient ?? 0) * part.Kl,
                EntropyTerm = -options.EntropyCoefficient * (batch.EntropyWeights.IsEmpty ? weight : batch.EntropyWeights[b]) * part.Entropy,
                Tokens = part.Tokens,
                KlSum = part.Kl,
                EntropySum = part.Entropy,
                LogRatioSum = part.LogRatios,
                AbsoluteLogRatioSum = part.AbsoluteLogRatios,
                RatioSum = part.Ratios,
                MinRatio = part.MinRatio,
                MaxRatio = part.MaxRatio,
                ClippedLow = part.ClippedLow,
                ClippedHigh = part.ClippedHigh,
                DualClipped = part.DualClipped,
                Dropped = part.Dropped,
                OutsidePositive = part.OutsidePositive,
                OutsideNegative = part.OutsideNegative,
                Outside = part.Outside,
            };
            tally.EndSequence();
            all.Merge(tally);
        }

        return all.Result();
    }
}
