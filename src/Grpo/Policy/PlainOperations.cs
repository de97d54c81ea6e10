using TorchSharp;
using F = TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>The operations as torch's own, in any type, with torch's own gradients: the oracle of the fused ones.</summary>
/// <param name="shape">The model.</param>
/// <param name="angles">Its rotary angles.</param>
internal sealed class PlainOperations(PolicyShape shape, RotaryAngles angles) : IPolicyOperations
{
    /// <inheritdoc/>
    public Tensor Embed(Tensor tokens, PolicyParameter table) => table.Value.index_select(0, tokens);

    /// <inheritdoc/>
    public Tensor Linear(Tensor x, PolicyParameter weight, PolicyParameter? bias) => F.linear(x, weight.Value, bias?.Value);

    /// <inheritdoc/>
    public Tensor Adapted(Tensor x, PolicyParameter weight, PolicyParameter? bias, LowRankUpdate update) =>
        Linear(x, weight, bias) + Linear(Linear(x, update.A, null), update.B, null) * update.Scale;

    /// <inheritdoc/>
    public Tensor Norm(Tensor x, PolicyParameter weight, double epsilon) =>
        x * (x.square().mean([-1L], keepdim: true) + epsilon).rsqrt() * weight.Value;

    /// <inheritdoc/>
    public Tensor Rotate(Tensor x, PackedRows rows)
    {
        var (cosines, sines) = angles.Upto(rows.Runs.Max(run => run.WholeLength));
        var positions = torch.tensor(rows.Positions);
        var (cos, sin) = (cosines.index_select(0, positions).unsqueeze(1), sines.index_select(0, positions).unsqueeze(1));
        if (shape.RotatesHalves)
        {
            var half = x.shape[^1] / 2;
            var (low, high) = (x.narrow(-1, 0, half), x.narrow(-1, half, half));
            return torch.cat([low * cos - high * sin, high * cos + low * sin], -1);
        }

        var pairs = x.reshape(x.shape[0], x.shape[1], -1, 2);
        var (even, odd) = (pairs.select(-1, 0), pairs.select(-1, 1));
        return torch.stack([even * cos - odd * sin, even * sin + odd * cos], -1).flatten(-2);
    }

    /// <inheritdoc/>
    public Tensor Swiglu(Tensor gate, Tensor up) => F.silu(gate) * up;

    /// <inheritdoc/>
    public void Dispose() => angles.Dispose();
}
