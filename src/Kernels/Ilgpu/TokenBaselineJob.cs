using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What the kernels of the optimal token baseline work on. Empty views: not there.</summary>
/// <typeparam name="T">float or double.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal struct TokenBaselineJob<T>
    where T : unmanaged
{
    /// <summary>[tokens] rewards.</summary>
    public ArrayView<T> Rewards;

    /// <summary>[tokens] log-probabilities.</summary>
    public ArrayView<T> Logprobs;

    /// <summary>[tokens] sums of p².</summary>
    public ArrayView<T> Squares;

    /// <summary>[tokens] importance weights, or empty: 1.</summary>
    public ArrayView<T> Weights;

    /// <summary>[tokens] not 0 where the token is the policy's own, or empty.</summary>
    public ArrayView<byte> Mask;

    /// <summary>[N + 1] where each completion's tokens lie.</summary>
    public ArrayView<int> Completions;

    /// <summary>[P + 1] where each group's completions lie.</summary>
    public ArrayView<int> Groups;

    /// <summary>[tokens] the return from each token on.</summary>
    public ArrayView<double> Returns;

    /// <summary>[tokens] the weight of the path up to each token.</summary>
    public ArrayView<double> Paths;

    /// <summary>[tokens] at a completion's start plus a step: the token of that step, or -1.</summary>
    public ArrayView<int> Places;

    /// <summary>[N] own tokens of each completion.</summary>
    public ArrayView<int> Lengths;

    /// <summary>[N] the return of a completion's first own token.</summary>
    public ArrayView<double> Firsts;

    /// <summary>[N] not 0 where a completion's own tokens have different returns.</summary>
    public ArrayView<byte> Differing;

    /// <summary>[tokens] destination.</summary>
    public ArrayView<T> Advantages;

    /// <summary>Added to a sum of weights.</summary>
    public double Epsilon;

    /// <summary>1: step t is the policy's own t-th token; 0: position t.</summary>
    public int CountsOwnTokens;

    /// <summary>1: the one longest completion has baseline 0 beyond the second longest.</summary>
    public int ClearsTail;
}
