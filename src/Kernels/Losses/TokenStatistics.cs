namespace Rlar.Kernels.Losses;

/// <summary>
/// What <see cref="ITokenLogprobKernels.Forward"/> writes for each token, in buffers of the caller: with p = softmax(z), z = logits / temperature.
/// </summary>
public readonly ref struct TokenStatistics
{
    /// <summary>Puts the destinations together.</summary>
    /// <param name="logprobs">[T] log p of the token that came, at most 0; -infinity where its logit is.</param>
    /// <param name="logNormalizers">[T] log sum exp z, which the backward needs; or empty: not wanted.</param>
    /// <param name="entropies">[T] - sum p log p in nats, between 0 and log V; or empty: not wanted.</param>
    /// <param name="squares">[T] sum p², between 1 / V and 1, which the optimal token baseline needs; or empty: not wanted.</param>
    public TokenStatistics(
        Span<double> logprobs, Span<double> logNormalizers = default, Span<double> entropies = default, Span<double> squares = default)
    {
        Logprobs = logprobs;
        LogNormalizers = logNormalizers;
        Entropies = entropies;
        Squares = squares;
    }

    /// <summary>[T] log p of the token that came.</summary>
    public Span<double> Logprobs { get; }

    /// <summary>[T] log sum exp z, or empty.</summary>
    public Span<double> LogNormalizers { get; }

    /// <summary>[T] entropy in nats, or empty.</summary>
    public Span<double> Entropies { get; }

    /// <summary>[T] sum p², or empty.</summary>
    public Span<double> Squares { get; }
}
