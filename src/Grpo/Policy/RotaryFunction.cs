using Rlar.Grpo.Policy.Fused;
using Rlar.Grpo.Torch;
using TorchSharp;
using static TorchSharp.torch.autograd;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>Rotary positions by <see cref="Rope"/>: the backward turns the other way, and needs nothing of the forward.</summary>
internal sealed class RotaryFunction : SingleTensorFunction<RotaryFunction>
{
    /// <inheritdoc/>
    public override string Name => nameof(RotaryFunction);

    /// <summary>Heads, [N, H, W], turned.</summary>
    internal static Tensor Turn(Tensor x, RopeTable table, int[] positions, bool back)
    {
        using var heads = x.contiguous();
        var result = torch.empty_like(heads);
        Rope.Turn(heads.Span<float>(), table, positions, back, result.Span<float>());
        return result;
    }

    /// <inheritdoc/>
    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var (table, positions) = ((RopeTable)vars[2], (int[])vars[3]);
        ctx.save_data("rope", ((PassedGradients)vars[1], table, positions));
        return Turn((Tensor)vars[0], table, positions, back: false);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(AutogradContext ctx, Tensor grad)
    {
        using var scope = torch.NewDisposeScope();
        using var above = grad;
        var (passed, table, positions) = ((PassedGradients, RopeTable, int[]))ctx.get_data("rope");
        return passed.Pass(Turn(above, table, positions, back: true), null, null, null);
    }
}
