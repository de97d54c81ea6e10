using TorchSharp;
using F = TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>
/// The forward pass of a Llama, Qwen 2 or Qwen 3 over packed rows, up to the head: norm, attention and feed-forward of each layer, and the last norm.
/// </summary>
/// <param name="shape">The model.</param>
/// <param name="parameters">A lane's parameters.</param>
/// <param name="operations">How the parts are computed.</param>
internal sealed class LlamaForward(PolicyShape shape, LaneParameters parameters, IPolicyOperations operations)
{
    private readonly PolicyNames.Layer[] _layers = [.. Enumerable.Range(0, shape.Layers).Select(layer => new PolicyNames.Layer(layer))];

    /// <summary>Hidden states, [N, D].</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="adapted">Whether adapters are on.</param>
    internal Tensor Hidden(PackedRows rows, bool adapted)
    {
        var x = operations.Embed(torch.tensor(rows.Tokens), parameters[PolicyNames.Embedding]);
        foreach (var names in _layers)
            x = Layer(x, names, rows, adapted);
        return Norm(x, PolicyNames.OutputNorm);
    }

    private Tensor Layer(Tensor x, PolicyNames.Layer names, PackedRows rows, bool adapted)
    {
        // What the backward pass needs, torch keeps; our handles would keep the rest, too.
        using var scope = torch.NewDisposeScope();
        var h = Norm(x, names.AttentionNorm);
        var (q, k, v) = (
            Linear(h, names.Query, adapted).view(-1, shape.Heads, shape.HeadWidth),
            Linear(h, names.Key, adapted).view(-1, shape.KeyHeads, shape.HeadWidth),
            Linear(h, names.Value, adapted).view(-1, shape.KeyHeads, shape.HeadWidth));
        if (shape.NormalizesHeads)
            (q, k) = (Norm(q, names.QueryNorm), Norm(k, names.KeyNorm));
        (q, k) = (operations.Rotate(q, rows), operations.Rotate(k, rows));
        var middle = x + Linear(Attend(q, k, v, rows.Runs), names.Output, adapted);
        h = Norm(middle, names.FeedForwardNorm);
        var gated = operations.Swiglu(Linear(h, names.Gate, adapted), Linear(h, names.Up, adapted));
        return (middle + Linear(gated, names.Down, adapted)).MoveToOuterDisposeScope();
    }

    // Each run of rows of one length by itself: no row sees another, and none is padded.
    private Tensor Attend(Tensor q, Tensor k, Tensor v, IReadOnlyList<PackedRun> runs)
    {
        var parts = runs.Select(run => F.scaled_dot_product_attention(Heads(q, run), Heads(k, run), Heads(v, run), is_casual: true)
            .transpose(1, 2).reshape(run.Positions, shape.Heads * shape.HeadWidth)).ToArray();
        return parts.Length == 1 ? parts[0] : torch.cat(parts, 0);
    }

    /// <returns>[rows, query heads, positions, width] of [N, heads, width]; key heads are repeated for the query heads that share them.</returns>
    private Tensor Heads(Tensor x, PackedRun run)
    {
        var heads = (int)x.shape[1];
        var part = x.narrow(0, run.Start, run.Positions).view(run.Count, run.Length, heads, shape.HeadWidth);
        if (heads != shape.Heads)
            part = part.unsqueeze(3).expand(-1, -1, -1, shape.Heads / heads, -1).reshape(run.Count, run.Length, shape.Heads, shape.HeadWidth);
        return part.transpose(1, 2);
    }

    private Tensor Norm(Tensor x, string name) => operations.Norm(x, parameters[name], shape.Epsilon);

    private Tensor Linear(Tensor x, string name, bool adapted)
    {
        var weight = PolicyNames.Weight(name);
        var y = operations.Linear(x, parameters[weight], parameters.Find(PolicyNames.Bias(name)));
        return adapted && parameters.Update(weight) is { } update
            ? y + operations.Linear(operations.Linear(x, update.A, null), update.B, null) * update.Scale
            : y;
    }
}
