using System.Numerics;

namespace Rlar.Kernels.Advantages;

/// <summary>
/// Estimators of 2024 to 2026 whose baseline is something else than a group's mean and deviation. The rules of <see cref="IAdvantageKernels{T}"/> hold:
/// what was not scored leaves every statistic and gets 0; a reward that is no number is refused with its index; sums are in double; a group of two
/// or more equal rewards gets exactly 0 wherever the baseline is made of the group alone (not in ReMax and RAE, whose baselines come from outside).
/// </summary>
/// <typeparam name="T">Element type of rewards and advantages: float or double.</typeparam>
public interface IBaselineAdvantageKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// MaxRL: A = (r - mean_g) / (mean_g + eps), 0 where mean_g is not above 0 (arXiv 2602.02710; prime-rl eps 0, SkyRL 1e-6).
    /// </summary>
    /// <param name="batch">Rewards [N] in groups, of 0 and more.</param>
    /// <param name="convention"><see cref="AdvantageConvention.MeanEpsilon"/>, group of one.</param>
    /// <param name="advantages">[N] destination.</param>
    void MaxRl(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages);

    /// <summary>A*PO: A = r - V* with V* = b1 log mean_g exp(r / b1), the optimal value under a KL penalty of b1 (arXiv 2505.20686; TRL).</summary>
    /// <param name="batch">Rewards [N] in groups.</param>
    /// <param name="temperature">b1: finite, above 0. TRL 0.5.</param>
    /// <param name="advantages">[N] destination.</param>
    void OptimalValue(in RewardBatch<T> batch, double temperature, Span<T> advantages);

    /// <summary>ReMax: A = r - reward of the greedy answer to the same prompt (arXiv 2310.10505).</summary>
    /// <param name="batch">Rewards [N] in groups.</param>
    /// <param name="greedyRewards">[P] the greedy answers' rewards.</param>
    /// <param name="advantages">[N] destination.</param>
    void ReMax(in RewardBatch<T> batch, ReadOnlySpan<T> greedyRewards, Span<T> advantages);

    /// <summary>ReMax over tokens: the return from each token on, less its sequence's baseline; 0 where masked. verl 0.9.</summary>
    /// <param name="rewards">[tokens] token rewards, sequence after sequence.</param>
    /// <param name="sequences">The sequences' layout [B].</param>
    /// <param name="mask">[tokens] true where the token is the policy's own, or empty: all are.</param>
    /// <param name="baselines">[B] baselines.</param>
    /// <param name="advantages">[tokens] destination.</param>
    void ReMaxTokens(ReadOnlySpan<T> rewards, GroupLayout sequences, ReadOnlySpan<bool> mask, ReadOnlySpan<T> baselines, Span<T> advantages);

    /// <summary>
    /// RAE, role-conditioned advantages of self-play: A = r - b_role, then b_role = decay b_role + (1 - decay) r, completion after completion in the
    /// order of the batch (SPIRAL, arXiv 2506.24119; before its update as prime-rl has it).
    /// </summary>
    /// <param name="batch">Rewards [N] in groups; the groups play no part.</param>
    /// <param name="roles">[N] each completion's role, an index into the averages.</param>
    /// <param name="decay">A value between 0 and 1; prime-rl 0.95.</param>
    /// <param name="averages">[roles] running averages, read and written; they start at 0.</param>
    /// <param name="advantages">[N] destination.</param>
    void RoleAverage(in RewardBatch<T> batch, ReadOnlySpan<int> roles, double decay, Span<double> averages, Span<T> advantages);

    /// <summary>
    /// Hierarchical GRPO: A = r - mean over the group's completions of the same subgroup, a role of an episode (prime-rl). A subgroup of one gets what
    /// the convention gives a group of one.
    /// </summary>
    /// <param name="batch">Rewards [N] in groups.</param>
    /// <param name="subgroups">[N] labels; equal labels in different groups are different subgroups.</param>
    /// <param name="convention">Group of one.</param>
    /// <param name="advantages">[N] destination, not the rewards themselves.</param>
    void Hierarchical(in RewardBatch<T> batch, ReadOnlySpan<int> subgroups, AdvantageConvention convention, Span<T> advantages);

    /// <summary>
    /// OTB, the optimal token baseline: A_t = G_t - B_t with G the return from t on, B_t = sum_i G_it W_it / (sum_i W_it + eps) over the group's
    /// completions at step t, and W_t = sum over j up to t of (1 - 2 pi_j + sum pi²_j) rho²_j, the realised variance of the path (verl 0.9
    /// <c>optimal_token_baseline</c>). A group of one has baseline 0.
    /// </summary>
    /// <param name="tokens">Rewards, layouts and what the policy gave the tokens.</param>
    /// <param name="options">eps, what a step is, the tail.</param>
    /// <param name="advantages">[tokens] destination, not the rewards themselves; 0 where masked.</param>
    void OptimalTokenBaseline(in TokenBaselineBatch<T> tokens, TokenBaselineOptions options, Span<T> advantages);

    /// <summary>
    /// GAE with the values of a critic (arXiv 1506.02438 eq. 16): d_t = r_t + gamma V_{t+1} - V_t, A_t = d_t + gamma lambda A_{t+1}, and the critic's target
    /// A_t + V_t; V is 0 after the last token. Masked tokens are passed over, as if they were not there, and get 0 (verl 0.9). Not whitened: that is
    /// <see cref="IAdvantageKernels{T}.ReinforcePlusPlusTokens"/> of the advantages with gamma 0.
    /// </summary>
    /// <param name="rewards">[tokens] token rewards, sequence after sequence.</param>
    /// <param name="values">[tokens] predicted values.</param>
    /// <param name="sequences">The sequences' layout [B].</param>
    /// <param name="mask">[tokens] true where the token is the policy's own, or empty: all are.</param>
    /// <param name="gamma">Discount, a value between 0 and 1.</param>
    /// <param name="lambda">What is kept of later differences, a value between 0 and 1. verl 1, PPO 0.95.</param>
    /// <param name="advantages">[tokens] destination; it may be the rewards.</param>
    /// <param name="returns">[tokens] destination of the targets, or empty: not wanted; it may be the values.</param>
    void GeneralizedAdvantage(
        ReadOnlySpan<T> rewards, ReadOnlySpan<T> values, GroupLayout sequences, ReadOnlySpan<bool> mask, double gamma, double lambda,
        Span<T> advantages, Span<T> returns);
}
