namespace Rlar.Kernels.Losses;

/// <summary>Where the gradients of a policy loss go; buffers of the caller. Masked tokens get 0.</summary>
/// <typeparam name="T">float or double.</typeparam>
public readonly ref struct PolicyLossGradients<T>
    where T : unmanaged
{
    /// <summary>Puts the destinations together.</summary>
    /// <param name="logprobs">[N] d loss / d logprob; it may be no source of the loss.</param>
    /// <param name="entropies">[N] d loss / d entropy, or empty: not wanted.</param>
    public PolicyLossGradients(Span<T> logprobs, Span<T> entropies = default)
    {
        Logprobs = logprobs;
        Entropies = entropies;
    }

    /// <summary>[N] d loss / d logprob.</summary>
    public Span<T> Logprobs { get; }

    /// <summary>[N] d loss / d entropy, or empty.</summary>
    public Span<T> Entropies { get; }

    /// <summary>Lengths of the destinations.</summary>
    internal void Check(int tokens)
    {
        KernelChecks.Length("gradients.Logprobs", Logprobs.Length, tokens);
        if (!Entropies.IsEmpty)
            KernelChecks.Length("gradients.Entropies", Entropies.Length, tokens);
    }
}
