using Rlar.Grpo.Policy.Fused;
using Rlar.Grpo.Torch;
using TorchSharp;
using static TorchSharp.torch.autograd;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>silu(gate) * up by <see cref="SwiGlu"/>.</summary>
internal sealed class SwigluFunction : SingleTensorFunction<SwigluFunction>
{
    /// <inheritdoc/>
    public override string Name => nameof(SwigluFunction);

    /// <summary>silu(gate) * up; both as a linear part gives them, contiguous.</summary>
    internal static Tensor Gated(Tensor gate, Tensor up)
    {
        var result = torch.empty_like(gate);
        SwiGlu.Forward(gate.Span<float>(), up.Span<float>(), result.Span<float>());
        return result;
    }

    /// <inheritdoc/>
    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var (gate, up) = ((Tensor)vars[0], (Tensor)vars[1]);
        ctx.save_for_backward([gate, up]);
        ctx.save_data("passed", (PassedGradients)vars[2]);
        return Gated(gate, up);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(AutogradContext ctx, Tensor grad)
    {
        using var scope = torch.NewDisposeScope();
        using var above = grad;
        var (saved, slopes) = (ctx.get_saved_variables(), above.contiguous());
        var (gate, up) = (torch.empty_like(saved[0]), torch.empty_like(saved[1]));
        SwiGlu.Backward(saved[0].Span<float>(), saved[1].Span<float>(), slopes.Span<float>(), gate.Span<float>(), up.Span<float>());
        return ((PassedGradients)ctx.get_data("passed")).Pass(gate, up, null);
    }
}
