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
        Tensor?[] masks = [.. rows.Runs.Select(Mask)];
        foreach (var names in _layers)
            x = Layer(x, names, rows, masks, adapted);
        return Norm(x, PolicyNames.OutputNorm);
    }

    private Tensor Layer(Tensor x, PolicyNames.Layer names, PackedRows rows, Tensor?[] masks, bool adapted)
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
        var middle = x + Linear(Attend(q, k, v, rows.Runs, masks), names.Output, adapted);
        h = Norm(middle, names.FeedForwardNorm);
        var gated = operations.Swiglu(Linear(h, names.Gate, adapted), Linear(h, names.Up, adapted));
        return (middle + Linear(gated, names.Down, adapted)).MoveToOuterDisposeScope();
    }

    // Each run of rows of one length by itself: no row sees another, and none is padded.
    private Tensor Attend(Tensor q, Tensor k, Tensor v, IReadOnlyList<PackedRun> runs, Tensor?[] masks)
    {
        var parts = runs.Select((run, index) => Attend(Heads(q, run), Seen(k, run), Seen(v, run), masks[index])
            .transpose(1, 2).reshape(run.Positions, shape.Heads * shape.HeadWidth)).ToArray();
        return parts.Length == 1 ? parts[0] : torch.cat(parts, 0);
    }

    private static Tensor Attend(Tensor q, Tensor k, Tensor v, Tensor? mask) => mask is null
        ? F.scaled_dot_product_attention(q, k, v, is_casual: true)
        : F.scaled_dot_product_attention(q, k, v, attn_mask: mask);

    /// <returns>[positions, prompt and positions] what each position sees of its row; null: a whole row, of which torch knows it.</returns>
    private static Tensor? Mask(PackedRun run) => run.PromptLength == 0
        ? null
        : torch.ones(run.Length, run.WholeLength, torch.ScalarType.Bool).tril(run.PromptLength);

    /// <returns>Keys or values of a run, those of its prompt before each row's own.</returns>
    private Tensor Seen(Tensor x, PackedRun run) => run.PromptLength == 0
        ? Heads(x, run)
        : torch.cat([Heads(x, run.Prompt).expand(run.Count, -1, -1, -1), Heads(x, run)], 2);

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
        var bias = parameters.Find(PolicyNames.Bias(name));
        return adapted && parameters.Update(weight) is { } update
            ? operations.Adapted(x, parameters[weight], bias, update)
            : operations.Linear(x, parameters[weight], bias);
    }
}
