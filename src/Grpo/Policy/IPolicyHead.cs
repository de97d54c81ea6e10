using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>
/// The head and log-softmax of a lane, a block of predictions at a time: the logits of all are never there at once. Axis M is the block's predictions.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface IPolicyHead<T> : IDisposable
    where T : unmanaged
{
    /// <summary>Log-probabilities of the tokens that came, and entropies in nats.</summary>
    /// <param name="hidden">[M, D], of no graph.</param>
    /// <param name="head">[V, D].</param>
    /// <param name="targets">[M] the tokens.</param>
    /// <param name="logprobs">[M] destination.</param>
    /// <param name="entropies">[M] destination.</param>
    /// <param name="keeps">Whether <see cref="Backward"/> follows.</param>
    void Forward(Tensor hidden, PolicyParameter head, ReadOnlySpan<int> targets, Span<T> logprobs, Span<T> entropies, bool keeps);

    /// <summary>The gradients of the block that <see cref="Forward"/> computed last: adds the head's own where it is trained.</summary>
    /// <param name="logprobSlopes">[M] d loss / d logprob.</param>
    /// <param name="entropySlopes">[M] d loss / d entropy.</param>
    /// <param name="hiddenGradient">[M, D] destination.</param>
    void Backward(ReadOnlySpan<T> logprobSlopes, ReadOnlySpan<T> entropySlopes, Tensor hiddenGradient);
}
