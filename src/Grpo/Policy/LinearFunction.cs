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
        var (x, weight, bias) = ((Tensor)vars[0], (PolicyParameter)vars[1], (PolicyParameter?)vars[2]);
        ctx.save_for_backward([x]);
        ctx.save_data("parameters", (weight, bias));
        return F.linear(x, weight.Value, bias?.Value);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(AutogradContext ctx, Tensor grad)
    {
        var x = ctx.get_saved_variables()[0];
        var (weight, bias) = ((PolicyParameter, PolicyParameter?))ctx.get_data("parameters");
        using var turned = grad.t();
        // What an operation in place gives back is the tensor itself: it must not be disposed of.
        _ = weight.Gradient!.addmm_(turned, x, 1, 1);
        if (bias is not null)
        {
            // By name: a plain 0 would be taken for a type of numbers, the sum of all as bytes.
            using var sum = grad.sum(dim: 0);
            _ = bias.Gradient!.add_(sum);
        }

        return [torch.mm(grad, weight.Value), null!, null!];
    }
}
