namespace Rlar.Kernels.Advantages;

/// <summary>
/// The group-advantage estimators, one method each; every backend has all of them under the same name.
/// </summary>
/// <remarks>
/// Rules that hold for every estimator, convention and backend:
/// <list type="bullet">
/// <item>A group of two or more scored completions whose rewards are all equal gets advantage exactly 0. The peers do not keep this
/// (verl: up to 0.97 in float32); where they differ, they are wrong and we say so.</item>
/// <item>A completion that was not scored leaves mean, deviation and every count; 0 is written in its place and means "masked".</item>
/// <item>A reward that is NaN, infinite, or above 1e150 in magnitude raises <see cref="KernelException"/> with its index; nothing is promised
/// about the destination then.</item>
/// <item>Sums are in double, but for float groups of at most 256 on <see cref="Cpu.CpuAdvantages{T}"/>, which are summed in float relative to
/// their first reward; that costs a few units in the last place of the group's spread. The same input gives the same bits at any thread count.</item>
/// </list>
/// Destinations have the shape of the rewards, are owned by the caller and may be the rewards themselves unless said otherwise.
/// </remarks>
/// <typeparam name="T">Element type of rewards and advantages.</typeparam>
public interface IAdvantageKernels<T>
    where T : unmanaged
{
    /// <summary>GRPO: A = (r - mean_g) / (std_g + eps). DeepSeekMath (arXiv 2402.03300) section 4.1.2.</summary>
    /// <param name="batch">Rewards [N] in groups.</param>
    /// <param name="convention">eps, n or n - 1, group of one.</param>
    /// <param name="advantages">[N] destination.</param>
    void Grpo(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages);

    /// <summary>Dr.GRPO: A = r - mean_g (arXiv 2503.20783 eq. 4).</summary>
    /// <param name="batch">Rewards [N] in groups.</param>
    /// <param name="convention">Group of one.</param>
    /// <param name="advantages">[N] destination.</param>
    void DrGrpo(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages);

    /// <summary>GRPO scaled by the batch: A = (r - mean_g) / (std_batch + eps), TRL scale_rewards="batch".</summary>
    /// <param name="batch">Rewards [N] in groups; the deviation is over all scored completions.</param>
    /// <param name="convention">eps, n or n - 1, group of one.</param>
    /// <param name="advantages">[N] destination.</param>
    void GrpoBatch(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages);

    /// <summary>
    /// Leave-one-out GRPO of NeMo-RL: A = (r - mean of the others) / (std of the others + eps), divided only where that deviation is above 0.
    /// </summary>
    /// <param name="batch">Rewards [N] in groups.</param>
    /// <param name="convention">eps, n or n - 1, group of one.</param>
    /// <param name="advantages">[N] destination, not the rewards themselves.</param>
    void LeaveOneOut(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages);

    /// <summary>RLOO: A = r - mean of the others = (n r - sum) / (n - 1) (arXiv 2402.14740 eq. 7).</summary>
    /// <param name="batch">Rewards [N] in groups.</param>
    /// <param name="convention">Group of one.</param>
    /// <param name="advantages">[N] destination.</param>
    void Rloo(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages);

    /// <summary>OPO: A = r - sum(len r) / sum(len) over the group (arXiv 2505.23585 eq. 7).</summary>
    /// <param name="batch">Rewards [N] in groups, with lengths.</param>
    /// <param name="convention">Group of one.</param>
    /// <param name="advantages">[N] destination.</param>
    void Opo(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages);

    /// <summary>GPG: A = alpha (r - mean_g), alpha = B / max(1, rewards that are not 0) over the batch (arXiv 2504.02546; alpha as verl has it).</summary>
    /// <param name="batch">Rewards [N] in groups.</param>
    /// <param name="convention">Group of one (RawReward gives alpha r).</param>
    /// <param name="advantages">[N] destination.</param>
    void Gpg(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages);

    /// <summary>
    /// Pass@k: only the first best completion of a group gets an advantage, (best - second best) / (std_g + eps), or the bare difference.
    /// A group of one has no runner-up and gets 0 (verl raises).
    /// </summary>
    /// <param name="batch">Rewards [N] in groups.</param>
    /// <param name="convention">eps, n or n - 1.</param>
    /// <param name="normalize">True: divide by std_g + eps; false: do not.</param>
    /// <param name="advantages">[N] destination.</param>
    void PassK(in RewardBatch<T> batch, AdvantageConvention convention, bool normalize, Span<T> advantages);

    /// <summary>
    /// REINFORCE++ with outcome rewards and gamma 1: rewards whitened over the batch (arXiv 2501.03262). For discounted or dense token
    /// rewards see <see cref="ReinforcePlusPlusTokens"/>. Our all-equal rule departs from the paper, which has no groups.
    /// </summary>
    /// <param name="batch">Rewards [N] in groups, with lengths where the whitening weighs tokens.</param>
    /// <param name="convention">Whitening.</param>
    /// <param name="advantages">[N] destination.</param>
    void ReinforcePlusPlus(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages);

    /// <summary>REINFORCE++-baseline: r - mean_g, whitened over the batch.</summary>
    /// <param name="batch">Rewards [N] in groups, with lengths where the whitening weighs tokens.</param>
    /// <param name="convention">Group of one, whitening.</param>
    /// <param name="advantages">[N] destination.</param>
    void ReinforcePlusPlusBaseline(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages);

    /// <summary>
    /// REINFORCE++ over tokens: returns R_t = r_t + gamma R_{t+1} over the policy's own tokens, as if the masked ones were not there (verl
    /// 0.9), whitened over them. Sequences are not groups here: each is one completion.
    /// </summary>
    /// <param name="rewards">[sum of lengths] token rewards, sequence after sequence.</param>
    /// <param name="sequences">The sequences' layout.</param>
    /// <param name="mask">[same] true where the token is the policy's own, or empty: all are.</param>
    /// <param name="gamma">Discount, a value between 0 and 1.</param>
    /// <param name="whitening">Whitening; each token weighs 1.</param>
    /// <param name="advantages">[same] destination; 0 where masked.</param>
    void ReinforcePlusPlusTokens(
        ReadOnlySpan<T> rewards, GroupLayout sequences, ReadOnlySpan<bool> mask, double gamma, Whitening whitening, Span<T> advantages);

    /// <summary>
    /// GDPO (arXiv 2601.05242): normalise every reward component by itself, A_k = GRPO(r_k), then whiten sum_k w_k A_k over the batch.
    /// A component that a completion lacks adds 0; a completion that lacks all is masked. A group whose every component is all-equal gets 0.
    /// One component is whitened GRPO, as in verl and TRL (NeMo-RL raises). The baseline is the group's mean, NeMo-RL's with
    /// <c>use_leave_one_out_baseline</c> off.
    /// </summary>
    /// <param name="components">[K, N] component rewards, component after component.</param>
    /// <param name="weights">[K] component weights.</param>
    /// <param name="groups">How the completions fall into groups.</param>
    /// <param name="scored">[K, N] true where the component was scored, or empty: all were.</param>
    /// <param name="lengths">[N] lengths in tokens, or empty: 1 each.</param>
    /// <param name="convention">eps, n or n - 1, group of one, whitening.</param>
    /// <param name="advantages">[N] destination.</param>
    void Gdpo(
        ReadOnlySpan<T> components, ReadOnlySpan<double> weights, GroupLayout groups, ReadOnlySpan<bool> scored, ReadOnlySpan<int> lengths,
        AdvantageConvention convention, Span<T> advantages);

    /// <summary>
    /// Step-level advantages from process rewards: normalise all step rewards of a group together, then A_t = sum of the normalised
    /// rewards from step t on. DeepSeekMath (arXiv 2402.03300) section 4.1.3.
    /// </summary>
    /// <param name="stepRewards">[sum of steps] step rewards, completion after completion.</param>
    /// <param name="completions">Layout of the steps: one entry a completion [N].</param>
    /// <param name="groups">Layout of the completions: one entry a prompt [P].</param>
    /// <param name="convention">eps, n or n - 1, group of one (of one step).</param>
    /// <param name="advantages">[sum of steps] destination.</param>
    void StepLevel(
        ReadOnlySpan<T> stepRewards, GroupLayout completions, GroupLayout groups, AdvantageConvention convention, Span<T> advantages);
}
