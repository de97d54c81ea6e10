using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>
/// The operations of a Llama-family layer that there is more than one way to compute: torch's own, which are the oracle, and fused ones. All are part of
/// torch's graph. N is positions. A lane's own, since they keep tables.
/// </summary>
internal interface IPolicyOperations : IDisposable
{
    /// <summary>The rows of a table: [N, D] of [V, D].</summary>
    Tensor Embed(Tensor tokens, PolicyParameter table);

    /// <summary>x W^T + bias: [N, in] to [N, out].</summary>
    Tensor Linear(Tensor x, PolicyParameter weight, PolicyParameter? bias);

    /// <summary>x (W + Scale B A)^T + bias, where A and B are trained and W and the bias are not.</summary>
    Tensor Adapted(Tensor x, PolicyParameter weight, PolicyParameter? bias, LowRankUpdate update);

    /// <summary>x / sqrt(mean(x^2) + epsilon) * weight over the last axis.</summary>
    Tensor Norm(Tensor x, PolicyParameter weight, double epsilon);

    /// <summary>Turns each head, [N, H, W], by its position in its row.</summary>
    Tensor Rotate(Tensor x, PackedRows rows);

    /// <summary>gate / (1 + exp(-gate)) * up.</summary>
    Tensor Swiglu(Tensor gate, Tensor up);
}
