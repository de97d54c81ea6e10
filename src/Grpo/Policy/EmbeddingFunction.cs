using System.Numerics.Tensors;
using Rlar.Grpo.Torch;
using static TorchSharp.torch.autograd;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>Rows of a table, whose backward adds to the rows that were taken and touches no other.</summary>
internal sealed class EmbeddingFunction : SingleTensorFunction<EmbeddingFunction>
{
    /// <inheritdoc/>
    public override string Name => nameof(EmbeddingFunction);

    /// <inheritdoc/>
    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var (tokens, table) = ((Tensor)vars[1], (PolicyParameter)vars[2]);
        ctx.save_data("rows", (tokens.Span<long>().ToArray(), table));
        return table.Value.index_select(0, tokens);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(AutogradContext ctx, Tensor grad)
    {
        var (tokens, table) = ((long[], PolicyParameter))ctx.get_data("rows");
        using var above = grad;
        using var slopes = above.contiguous();
        var from = slopes.Span<float>();
        var to = table.Gradient!.Span<float>();
        var width = (int)table.Value.shape[1];
        for (var row = 0; row < tokens.Length; row++)
        {
            var sum = to.Slice((int)tokens[row] * width, width);
            TensorPrimitives.Add<float>(sum, from.Slice(row * width, width), sum);
        }

        return [null!, null!, null!];
    }
}
