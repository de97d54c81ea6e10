namespace Rlar.Grpo.Policy;

/// <summary>
/// Says how a loss changes with the log-probabilities that a policy has just computed. It is asked for whole rows, several at a time, on any thread; two
/// calls never share a row. The axis is N, the completions' tokens of those rows, one row after the other.
/// </summary>
/// <param name="firstRow">Index of the first row within the rows that were given.</param>
/// <param name="rowCount">Rows, at least 1.</param>
/// <param name="logprobs">[N] log-probabilities of the completions' tokens.</param>
/// <param name="entropies">[N] entropies in nats over the whole vocabulary.</param>
/// <param name="logprobSlopes">[N] destination of d loss / d logprob.</param>
/// <param name="entropySlopes">[N] destination of d loss / d entropy; zero where it is left alone.</param>
public delegate void LossSlopes(
    int firstRow, int rowCount, ReadOnlySpan<float> logprobs, ReadOnlySpan<float> entropies, Span<float> logprobSlopes, Span<float> entropySlopes);
