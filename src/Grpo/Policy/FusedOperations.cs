using Rlar.Grpo.Policy.Fused;
using Rlar.Grpo.Torch;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>
/// The operations with our own kernels in one pass over memory each way, in float. Gradients of weights are added to the lane's own memory as they are found:
/// torch would make each anew and add it then.
/// </summary>
/// <param name="shape">The model.</param>
/// <param name="factors">[head width / 2] what each rotary frequency is divided by, or null.</param>
internal sealed class FusedOperations(PolicyShape shape, Tensor? factors) : IPolicyOperations
{
    // What makes torch record a function none of whose inputs has a gradient: an embedding, an adapter on the first layer.
    private readonly Tensor _anchor = Anchor();
    private readonly PassedGradients _passed = new();
    private RopeTable? _table;

    /// <inheritdoc/>
    public Tensor Embed(Tensor tokens, PolicyParameter table) => torch.is_grad_enabled() && table.Gradient is not null
        ? EmbeddingFunction.apply(_anchor, tokens, table)
        : table.Value.index_select(0, tokens);

    /// <inheritdoc/>
    public Tensor Linear(Tensor x, PolicyParameter weight, PolicyParameter? bias) => x.requires_grad && weight.Gradient is not null
        ? LinearFunction.apply(x, _passed, weight, bias!)
        : F.linear(x, weight.Value, bias?.Value);

    /// <inheritdoc/>
    public Tensor Adapted(Tensor x, PolicyParameter weight, PolicyParameter? bias, LowRankUpdate update) => torch.is_grad_enabled()
        ? AdaptedFunction.apply(x, _anchor, _passed, weight, bias!, update, x.requires_grad)
        : AdaptedFunction.Sum(x, weight, bias, update);

    /// <inheritdoc/>
    public Tensor Norm(Tensor x, PolicyParameter weight, double epsilon) => x.requires_grad
        ? NormFunction.apply(x, _passed, weight, (float)epsilon)
        : NormFunction.Normalize(x, weight, (float)epsilon).Result;

    /// <inheritdoc/>
    public Tensor Rotate(Tensor x, PackedRows rows)
    {
        var longest = rows.Runs.Max(run => run.WholeLength);
        if (_table is null || _table.Positions < longest)
            _table = Table(Math.Max(longest, Math.Min(2 * (_table?.Positions ?? 0), shape.Context)));
        return x.requires_grad ? RotaryFunction.apply(x, _passed, _table, rows.Positions) : RotaryFunction.Turn(x, _table, rows.Positions, back: false);
    }

    /// <inheritdoc/>
    public Tensor Swiglu(Tensor gate, Tensor up) => gate.requires_grad || up.requires_grad
        ? SwigluFunction.apply(gate, up, _passed)
        : SwigluFunction.Gated(gate, up);

    /// <inheritdoc/>
    public void Dispose()
    {
        _passed.Dispose();
        _anchor.Dispose();
    }

    private static Tensor Anchor()
    {
        using var scope = torch.NewDisposeScope();
        return torch.zeros(1, requires_grad: true).DetachFromDisposeScope();
    }

    private RopeTable Table(int positions)
    {
        var scaled = factors is null ? shape.RopeScale == 1 ? [] : Enumerable.Repeat(1f, shape.HeadWidth / 2).ToArray() : factors.Span<float>().ToArray();
        foreach (ref var factor in scaled.AsSpan())
            factor = (float)(factor / shape.RopeScale);
        return new RopeTable(shape.RotatesHalves ? RopePairs.Halves : RopePairs.Neighbours, positions, shape.HeadWidth, shape.RopeBase, scaled);
    }
}
