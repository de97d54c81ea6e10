using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What the kernels over logits work on.</summary>
/// <typeparam name="T">What one logit is stored in.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal struct LogitJob<T>
    where T : unmanaged
{
    /// <summary>[T, V] logits.</summary>
    public ArrayView<T> Logits;

    /// <summary>[T] the token that came.</summary>
    public ArrayView<int> Targets;

    /// <summary>[T, 4] logprob, log-normaliser, entropy, sum p²; of the backward: d loss / d logprob, log-normaliser, d loss / d entropy, entropy.</summary>
    public ArrayView<double> Rows;

    /// <summary>[T, V] destination of the backward, or empty.</summary>
    public ArrayView<double> Gradients;

    /// <summary>Rows T.</summary>
    public long Tokens;

    /// <summary>Columns V.</summary>
    public long Vocabulary;

    /// <summary>Divides the logits.</summary>
    public double Temperature;
}
