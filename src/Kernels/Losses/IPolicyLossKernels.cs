using System.Numerics;

namespace Rlar.Kernels.Losses;

/// <summary>
/// Losses of a policy over the tokens of a batch, with masks, one pass each way. Axes: B sequences, N tokens over all of them.
/// </summary>
/// <remarks>
/// The loss is linear in the tokens: with w_b the weight of sequence b (<see cref="LossAggregation"/>), m the mask, u the token's own weight,
/// <code>
/// loss = sum_b w_b sum_t m_t (u_t objective(r_t, logp_t, A_t) + beta KL_t - c H_t)
/// </code>
/// Rules that hold for every objective and backend:
/// <list type="bullet">
/// <item>A masked token is never read, changes nothing, and has gradient 0. A batch whose tokens are all masked has loss 0.</item>
/// <item>A number of a token that counts which is NaN, infinite or above 1e150 in magnitude raises <see cref="KernelException"/> with its index; so
/// does a token whose loss or gradient overflows (a ratio of exp(710)). Nothing is promised about the destinations then.</item>
/// <item>Sums are in double. The same input gives the same bits at any thread count.</item>
/// </list>
/// </remarks>
/// <typeparam name="T">Element type of log-probabilities, advantages and gradients: float or double.</typeparam>
public interface IPolicyLossKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The loss and its metrics.</summary>
    /// <param name="batch">Tokens [N] in sequences [B].</param>
    /// <param name="options">Objective, ratio, KL penalty, entropy bonus.</param>
    PolicyLossResult Forward(in PolicyLossBatch<T> batch, PolicyLossOptions options);

    /// <summary>The loss, its metrics and its gradients, in the same pass over the tokens.</summary>
    /// <param name="batch">Tokens [N] in sequences [B].</param>
    /// <param name="options">Objective, ratio, KL penalty, entropy bonus.</param>
    /// <param name="gradients">[N] destinations.</param>
    PolicyLossResult ForwardBackward(in PolicyLossBatch<T> batch, PolicyLossOptions options, in PolicyLossGradients<T> gradients);

    /// <summary>The divergence from a reference policy by token, without the penalty's coefficient, and its derivative by logp.</summary>
    /// <param name="logprobs">[N] under the policy.</param>
    /// <param name="references">[N] under the reference policy.</param>
    /// <param name="penalty">The estimator and its limits.</param>
    /// <param name="values">[N] destination.</param>
    /// <param name="slopes">[N] destination of d value / d logp, or empty: not wanted.</param>
    void Kl(ReadOnlySpan<T> logprobs, ReadOnlySpan<T> references, KlPenalty penalty, Span<T> values, Span<T> slopes);
}
