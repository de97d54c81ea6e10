namespace Rlar.Kernels.Losses;

/// <summary>
/// From logits to the log-probabilities of the tokens that came, fused: log-softmax, gather, entropy and sum p² read the logits once, and no
/// [T, V] matrix but the caller's own is made. Axes: T tokens, V vocabulary.
/// </summary>
/// <remarks>
/// Rules that hold for every backend, with z = logits / temperature, m = max z, p = softmax(z):
/// <list type="bullet">
/// <item>m is subtracted before every exponential, so that huge logits do no harm; a logit of -infinity has p exactly 0 and adds 0 to the entropy.</item>
/// <item>NaN, +infinity, and a row of -infinity alone raise <see cref="KernelException"/> with the index in the flat [T, V] (of the row's first
/// logit in the last case); a target outside 0 .. V - 1 with its position. Nothing is promised about the destinations then.</item>
/// <item>F16 and BF16 give the bits that F32 gives on the widened numbers. The same input gives the same bits at any thread count.</item>
/// <item>No rows is no error.</item>
/// </list>
/// </remarks>
public interface ITokenLogprobKernels
{
    /// <summary>
    /// logprob_t = z_t,y - m_t - log S_t with S = sum exp(z - m); log-normaliser m + log S; entropy H = log S - sum p (z - m); sum p².
    /// </summary>
    /// <param name="logits">[T, V] logits.</param>
    /// <param name="targets">[T] the token that came at each position, 0 to V - 1.</param>
    /// <param name="temperature">Divides the logits: finite, above 0; 1 is the plain softmax.</param>
    /// <param name="statistics">Destinations [T].</param>
    void Forward(in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenStatistics statistics);

    /// <summary>
    /// d loss / d logit_v = (g (1[v = y] - p_v) - h p_v (log p_v + H)) / temperature, g and h the gradients of the loss by logprob and entropy.
    /// </summary>
    /// <param name="logits">[T, V] logits, as in the forward.</param>
    /// <param name="targets">[T] as in the forward.</param>
    /// <param name="temperature">As in the forward.</param>
    /// <param name="gradients">[T] g and h, with what the forward left.</param>
    /// <param name="logitGradients">[T, V] destination; it may be the F32 logits themselves.</param>
    void Backward(in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenGradients gradients, Span<float> logitGradients);

    /// <summary>The same backward with gradients in binary64.</summary>
    /// <param name="logits">[T, V] logits, as in the forward.</param>
    /// <param name="targets">[T] as in the forward.</param>
    /// <param name="temperature">As in the forward.</param>
    /// <param name="gradients">[T] g and h, with what the forward left.</param>
    /// <param name="logitGradients">[T, V] destination; it may be the F64 logits themselves.</param>
    void Backward(in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenGradients gradients, Span<double> logitGradients);
}
