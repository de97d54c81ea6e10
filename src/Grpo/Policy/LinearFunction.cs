using TorchSharp;
using static TorchSharp.torch.autograd;
using F = TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>x W^T + bias, whose backward adds d loss / d W to the lane's gradient in the product itself.</summary>
internal sealed class LinearFunction : SingleTensorFunction<LinearFunction>
{
    /// <inheritdoc/>
    public override string Name => nameof(LinearFunction);

    /// <inheritdoc/>
    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var (x, weight, bias) = ((Tensor)vars[0], (PolicyParameter)vars[2], (PolicyParameter?)vars[3]);
        ctx.save_for_backward([x]);
        ctx.save_data("parameters", ((PassedGradients)vars[1], weight, bias));
        return F.linear(x, weight.Value, bias?.Value);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(AutogradContext ctx, Tensor grad)
    {
        using var scope = torch.NewDisposeScope();
        using var above = grad;
        var x = ctx.get_saved_variables()[0];
        var (passed, weight, bias) = ((PassedGradients, PolicyParameter, PolicyParameter?))ctx.get_data("parameters");
        _ = weight.Gradient!.addmm_(above.t(), x, 1, 1);
        // By name: a plain 0 would be taken for a type of numbers, the sum of all as bytes.
        _ = bias?.Gradient!.add_(above.sum(dim: 0));
        return passed.Pass(torch.mm(above, weight.Value), null, null, null);
    }
}
