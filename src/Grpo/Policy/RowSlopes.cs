namespace Rlar.Grpo.Policy;

/// <summary><see cref="LossSlopes"/> for one row, in float or double.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="row">The row's place in the pass.</param>
/// <param name="logprobs">[N] log-probabilities of the completion's tokens.</param>
/// <param name="entropies">[N] entropies in nats.</param>
/// <param name="logprobSlopes">[N] destination of d loss / d logprob; zeros.</param>
/// <param name="entropySlopes">[N] destination of d loss / d entropy; zeros.</param>
internal delegate void RowSlopes<T>(int row, ReadOnlySpan<T> logprobs, ReadOnlySpan<T> entropies, Span<T> logprobSlopes, Span<T> entropySlopes)
    where T : unmanaged;
