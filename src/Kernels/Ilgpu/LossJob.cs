using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What the kernel of the policy losses works on: <see cref="Losses.PolicyLossBatch{T}"/> in a device's memory. Empty views: not there.</summary>
/// <typeparam name="T">float or double.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal struct LossJob<T>
    where T : unmanaged
{
    /// <summary>[N] log-probabilities.</summary>
    public ArrayView<T> Logprobs;

    /// <summary>[N] of the old policy, or empty: ratio 1.</summary>
    public ArrayView<T> Old;

    /// <summary>[N] advantages.</summary>
    public ArrayView<T> Advantages;

    /// <summary>[N] of the reference policy, or empty.</summary>
    public ArrayView<T> References;

    /// <summary>[N] entropies, or empty.</summary>
    public ArrayView<T> Entropies;

    /// <summary>[N] factors of the policy term, or empty: 1.</summary>
    public ArrayView<T> Weights;

    /// <summary>[N] not 0 where the token counts, or empty.</summary>
    public ArrayView<byte> Mask;

    /// <summary>[N] not 0 where KL-Cov adds its penalty, or empty.</summary>
    public ArrayView<byte> Selected;

    /// <summary>[B + 1] offsets, or empty.</summary>
    public ArrayView<int> Offsets;

    /// <summary>[B] weights of the sequences' tokens.</summary>
    public ArrayView<double> SequenceWeights;

    /// <summary>[B] the same in the entropy bonus, or empty: those.</summary>
    public ArrayView<double> EntropyWeights;

    /// <summary>[N] destination of d loss / d logprob, or empty.</summary>
    public ArrayView<T> ByLogprob;

    /// <summary>[N] destination of d loss / d entropy, or empty.</summary>
    public ArrayView<T> ByEntropy;

    /// <summary>[B] destination of each sequence's sums.</summary>
    public ArrayView<LossPart> Parts;

    /// <summary>Sequences B.</summary>
    public long Sequences;

    /// <summary>Tokens of a sequence where all have one length.</summary>
    public long Size;

    /// <summary>Threads of a team; a team takes a sequence.</summary>
    public int Width;

    /// <summary>Which loss.</summary>
    public LossRule Rule;
}
