namespace Rlar.Kernels.Losses;

/// <summary>What <see cref="ITokenLogprobKernels.Backward(in LogitMatrix, ReadOnlySpan{int}, double, in TokenGradients, Span{float})"/> starts from.</summary>
public readonly ref struct TokenGradients
{
    /// <summary>Puts the sources together.</summary>
    /// <param name="logprobs">[T] d loss / d logprob. A row whose gradients are both 0 is not read: its logit gradients are 0.</param>
    /// <param name="logNormalizers">[T] as the forward wrote them.</param>
    /// <param name="entropies">[T] d loss / d entropy, or empty: the loss has no entropy term.</param>
    /// <param name="entropyValues">[T] as the forward wrote them; needed with <paramref name="entropies"/>, else empty.</param>
    public TokenGradients(
        ReadOnlySpan<double> logprobs, ReadOnlySpan<double> logNormalizers, ReadOnlySpan<double> entropies = default,
        ReadOnlySpan<double> entropyValues = default)
    {
        Logprobs = logprobs;
        LogNormalizers = logNormalizers;
        Entropies = entropies;
        EntropyValues = entropyValues;
    }

    /// <summary>[T] d loss / d logprob.</summary>
    public ReadOnlySpan<double> Logprobs { get; }

    /// <summary>[T] log sum exp z, from the forward.</summary>
    public ReadOnlySpan<double> LogNormalizers { get; }

    /// <summary>[T] d loss / d entropy, or empty.</summary>
    public ReadOnlySpan<double> Entropies { get; }

    /// <summary>[T] entropies, from the forward, or empty.</summary>
    public ReadOnlySpan<double> EntropyValues { get; }
}
