using Rlar.Grpo.Policy.Fused;
using Rlar.Grpo.Torch;
using TorchSharp;
using static TorchSharp.torch.autograd;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>RMSNorm over the last axis by <see cref="RmsNorm"/>; the weight's gradient is added to the lane's.</summary>
internal sealed class NormFunction : SingleTensorFunction<NormFunction>
{
    /// <inheritdoc/>
    public override string Name => nameof(NormFunction);

    /// <summary>The normalised rows and what each was multiplied with.</summary>
    internal static (Tensor Result, float[] Scales) Normalize(Tensor x, PolicyParameter weight, float epsilon)
    {
        using var rows = x.contiguous();
        var result = torch.empty_like(rows);
        var scales = new float[(int)(rows.NumberOfElements / weight.Value.NumberOfElements)];
        RmsNorm.Forward(rows.Span<float>(), weight.Value.Span<float>(), epsilon, result.Span<float>(), scales);
        return (result, scales);
    }

    /// <inheritdoc/>
    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var (x, weight) = ((Tensor)vars[0], (PolicyParameter)vars[2]);
        var (result, scales) = Normalize(x, weight, (float)vars[3]);
        ctx.save_for_backward([x]);
        ctx.save_data("norm", ((PassedGradients)vars[1], weight, scales));
        return result;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(AutogradContext ctx, Tensor grad)
    {
        using var scope = torch.NewDisposeScope();
        using var above = grad;
        var (passed, weight, scales) = ((PassedGradients, PolicyParameter, float[]))ctx.get_data("norm");
        var rows = ctx.get_saved_variables()[0].contiguous();
        var slopes = above.contiguous();
        var result = torch.empty_like(rows);
        RmsNorm.Backward(
            rows.Span<float>(), weight.Value.Span<float>(), scales, slopes.Span<float>(), result.Span<float>(),
            weight.Gradient is { } gradient ? gradient.Span<float>() : []);
        return passed.Pass(result, null, null, null);
    }
}
