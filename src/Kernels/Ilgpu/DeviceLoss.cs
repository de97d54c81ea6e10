using System.Numerics;
using System.Runtime.InteropServices;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Ilgpu;

/// <summary>The tokens of a policy loss in a device's memory, with room for its sums and gradients.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly ref struct DeviceLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DeviceArray<T> _logprobs;
    private readonly DeviceArray<T> _old;
    private readonly DeviceArray<T> _advantages;
    private readonly DeviceArray<T> _references;
    private readonly DeviceArray<T> _entropies;
    private readonly DeviceArray<T> _weights;
    private readonly DeviceArray<byte> _mask;
    private readonly DeviceArray<byte> _selected;
    private readonly DeviceArray<int> _offsets;
    private readonly DeviceArray<double> _sequenceWeights;
    private readonly DeviceArray<double> _entropyWeights;
    private readonly DeviceArray<T> _byLogprob;
    private readonly DeviceArray<T> _byEntropy;
    private readonly DeviceArray<LossPart> _parts;

    /// <summary>Copies what the loss reads.</summary>
    internal DeviceLoss(IlgpuBackend backend, in PolicyLossBatch<T> batch, PolicyLossOptions options, in PolicyLossGradients<T> gradients)
    {
        _logprobs = backend.Upload(batch.Logprobs);
        _old = backend.Upload(batch.OldLogprobs);
        _advantages = backend.Upload(batch.Advantages);
        _references = backend.Upload(options.Kl is null ? default : batch.ReferenceLogprobs);
        _entropies = backend.Upload(batch.Entropies);
        _weights = backend.Upload(batch.Weights);
        _mask = backend.Upload(MemoryMarshal.Cast<bool, byte>(batch.Mask));
        _selected = backend.Upload(options.Objective is KlCovarianceObjective ? MemoryMarshal.Cast<bool, byte>(batch.Selected) : default);
        _offsets = backend.Upload(batch.Sequences.UniformSize > 0 ? [] : batch.Sequences.Offsets);
        _sequenceWeights = backend.Upload(batch.SequenceWeights);
        _entropyWeights = backend.Upload(batch.EntropyWeights);
        _byLogprob = backend.Rent<T>(gradients.Logprobs.Length);
        _byEntropy = backend.Rent<T>(gradients.Entropies.Length);
        _parts = backend.Rent<LossPart>(batch.Sequences.Count);
        Job = new LossJob<T>
        {
            Logprobs = _logprobs.View,
            Old = _old.View,
            Advantages = _advantages.View,
            References = _references.View,
            Entropies = _entropies.View,
            Weights = _weights.View,
            Mask = _mask.View,
            Selected = _selected.View,
            Offsets = _offsets.View,
            SequenceWeights = _sequenceWeights.View,
            EntropyWeights = _entropyWeights.View,
            ByLogprob = _byLogprob.View,
            ByEntropy = _byEntropy.View,
            Parts = _parts.View,
            Sequences = batch.Sequences.Count,
            Size = batch.Sequences.UniformSize,
            Width = Team.WidthFor(DeviceLayout.Longest(batch.Sequences)),
            Rule = LossRule.Of(options),
        };
    }

    /// <summary>What the kernel takes.</summary>
    internal LossJob<T> Job { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _logprobs.Dispose();
        _old.Dispose();
        _advantages.Dispose();
        _references.Dispose();
        _entropies.Dispose();
        _weights.Dispose();
        _mask.Dispose();
        _selected.Dispose();
        _offsets.Dispose();
        _sequenceWeights.Dispose();
        _entropyWeights.Dispose();
        _byLogprob.Dispose();
        _byEntropy.Dispose();
        _parts.Dispose();
    }
}
