using TorchSharp;
using static TorchSharp.torch.autograd;
using F = TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>
/// x (W + s B A)^T + bias with W frozen, as products that are added in place: torch's own operations would write what the adapter gives, its product with s and
/// the sum each to memory of its own. The backward adds to the gradients of A and B.
/// </summary>
internal sealed class AdaptedFunction : SingleTensorFunction<AdaptedFunction>
{
    /// <inheritdoc/>
    public override string Name => nameof(AdaptedFunction);

    /// <summary>[N, out] the product, without a record of it.</summary>
    internal static Tensor Sum(Tensor x, PolicyParameter weight, PolicyParameter? bias, LowRankUpdate update)
    {
        using var narrow = torch.mm(x, update.A.Value.t());
        return F.linear(x, weight.Value, bias?.Value).addmm_(narrow, update.B.Value.t(), 1, (float)update.Scale);
    }

    /// <inheritdoc/>
    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var (x, weight, bias, update) = ((Tensor)vars[0], (PolicyParameter)vars[3], (PolicyParameter?)vars[4], (LowRankUpdate)vars[5]);
        ctx.save_for_backward([x]);
        ctx.save_data("parameters", ((PassedGradients)vars[2], weight, update, (bool)vars[6]));
        return Sum(x, weight, bias, update);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(AutogradContext ctx, Tensor grad)
    {
        using var scope = torch.NewDisposeScope();
        using var above = grad;
        var x = ctx.get_saved_variables()[0];
        var (passed, weight, update, isWanted) = ((PassedGradients, PolicyParameter, LowRankUpdate, bool))ctx.get_data("parameters");
        var scale = (float)update.Scale;
        // [N, rank] both: cheaper to compute again than to keep.
        var (narrow, slopes) = (torch.mm(x, update.A.Value.t()), torch.mm(above, update.B.Value));
        _ = update.B.Gradient!.addmm_(above.t(), narrow, 1, scale);
        _ = update.A.Gradient!.addmm_(slopes.t(), x, 1, scale);
        return passed.Pass(
            isWanted ? torch.mm(above, weight.Value).addmm_(slopes, update.A.Value, 1, scale) : null, null, null, null, null, null, null);
    }
}
