using Rlar.Grpo.Torch;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>One lane of the data-parallel passes: its own leaves over the shared weights, so that its gradients are its own.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="parameters">Its parameters.</param>
/// <param name="forward">The model under them.</param>
/// <param name="head">The head.</param>
/// <param name="blockTokens">Predictions whose logits are there at once, at most.</param>
internal sealed class PolicyLane<T>(LaneParameters parameters, LlamaForward forward, IPolicyHead<T> head, int blockTokens) : IDisposable
    where T : unmanaged
{
    /// <summary>Its parameters.</summary>
    internal LaneParameters Parameters => parameters;

    /// <summary>Log-probabilities and entropies of a micro-batch, [M] each, without gradients.</summary>
    internal void Logprobs(PackedRows rows, bool adapted, Span<T> logprobs, Span<T> entropies)
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var hidden = Predicting(rows, adapted);
        for (var start = 0; start < rows.Targets.Length; start += blockTokens)
        {
            var count = Math.Min(blockTokens, rows.Targets.Length - start);
            using var block = hidden.narrow(0, start, count);
            head.Forward(block, parameters.Head, rows.Targets.AsSpan(start, count), logprobs.Slice(start, count), entropies.Slice(start, count), keeps: false);
        }
    }

    /// <summary>[V] logits of the first prediction of a micro-batch.</summary>
    internal T[] Logits(PackedRows rows)
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        return torch.mv(parameters.Head.Value, Predicting(rows, adapted: true)[0]).Span<T>().ToArray();
    }

    /// <summary>One pass forward and one backward of a micro-batch: adds to the lane's gradients.</summary>
    internal void Accumulate(PackedRows rows, RowSlopes<T> slopes)
    {
        using var scope = torch.NewDisposeScope();
        var hidden = Predicting(rows, adapted: true);
        var above = torch.empty_like(hidden);
        using (var detached = hidden.detach())
        {
            for (var (first, start) = (0, 0); first < rows.Rows.Length;)
            {
                // Whole rows in a block, so that a loss of sequences sees all of its tokens.
                var (end, count) = (first + 1, rows.Lengths[first]);
                while (end < rows.Rows.Length && count + rows.Lengths[end] <= blockTokens)
                    count += rows.Lengths[end++];
                Block(rows, first, end, start, count, detached, above, slopes);
                (first, start) = (end, start + count);
            }
        }

        hidden.backward([above]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        head.Dispose();
        parameters.Dispose();
    }

    private Tensor Predicting(PackedRows rows, bool adapted)
    {
        var hidden = forward.Hidden(rows, adapted);
        return rows.PredictsInPlace ? hidden : hidden.index_select(0, torch.tensor(rows.Predictors));
    }

    // Rows first to end, whose count predictions start at start.
    private void Block(PackedRows rows, int first, int end, int start, int count, Tensor hidden, Tensor above, RowSlopes<T> slopes)
    {
        var (logprobs, entropies, logprobSlopes, entropySlopes) = (new T[count], new T[count], new T[count], new T[count]);
        var fits = count <= blockTokens;
        // The logits of one row that is longer than a block are computed twice: its slopes are known when all of its log-probabilities are.
        for (var at = 0; at < count; at += blockTokens)
            Forward(at, Math.Min(blockTokens, count - at));
        for (var (row, at) = (first, 0); row < end; at += rows.Lengths[row], row++)
        {
            var own = new Range(at, at + rows.Lengths[row]);
            slopes(rows.Rows[row], logprobs.AsSpan(own), entropies.AsSpan(own), logprobSlopes.AsSpan(own), entropySlopes.AsSpan(own));
        }

        for (var at = 0; at < count; at += blockTokens)
        {
            var size = Math.Min(blockTokens, count - at);
            if (!fits)
                Forward(at, size);
            using var gradient = above.narrow(0, start + at, size);
            head.Backward(logprobSlopes.AsSpan(at, size), entropySlopes.AsSpan(at, size), gradient);
        }

        void Forward(int at, int size)
        {
            using var block = hidden.narrow(0, start + at, size);
            head.Forward(
                block, parameters.Head, rows.Targets.AsSpan(start + at, size), logprobs.AsSpan(at, size), entropies.AsSpan(at, size), keeps: true);
        }
    }
}
