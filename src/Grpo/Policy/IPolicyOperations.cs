using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>
/// The operations of a Llama-family layer that there is more than one way to compute: torch's own, which are the oracle, and fused ones. All are part of
/// torch's graph. N is positions.
/// </summary>
internal interface IPolicyOperations
{
    /// <summary>The rows of a table: [N, D] of [V, D].</summary>
    Tensor Embed(Tensor tokens, PolicyParameter table);

    /// <summary>x W^T + bias: [N, in] to [N, out].</summary>
    Tensor Linear(Tensor x, PolicyParameter weight, PolicyParameter? bias);

    /// <summary>x / sqrt(mean(x^2) + epsilon) * weight over the last axis.</summary>
    Tensor Norm(Tensor x, PolicyParameter weight, double epsilon);

    /// <summary>Turns the pairs of each head, [N, H, W]: (2i, 2i + 1), or (i, i + W / 2) where <paramref name="halves"/>.</summary>
    /// <param name="x">The heads.</param>
    /// <param name="cosines">[N, W / 2].</param>
    /// <param name="sines">[N, W / 2].</param>
    /// <param name="halves">Which pairs.</param>
    Tensor Rotate(Tensor x, Tensor cosines, Tensor sines, bool halves);

    /// <summary>gate / (1 + exp(-gate)) * up.</summary>
    Tensor Swiglu(Tensor gate, Tensor up);
}
