using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Shaping;

/// <summary>
/// The terms that shape a reward, one operation a method; every backend has all of them under the same name. Normalisation by statistics of
/// a batch is in <see cref="INormalizationKernels"/>.
/// </summary>
/// <remarks>
/// Rules that hold for every operation and backend:
/// <list type="bullet">
/// <item>An entry that was not scored is never read and enters no statistic; 0 is written in its place and means "masked".</item>
/// <item>A scored value that is NaN, infinite, or above 1e150 in magnitude raises <see cref="KernelException"/> with its index; nothing is
/// promised about the destination then. So do a span whose length does not fit and a negative length in tokens.</item>
/// <item>Destinations are owned by the caller and may be the rewards themselves unless said otherwise. An empty batch is no error.</item>
/// <item>Nothing is allocated once the shared array pool is warm, but by launches on a device. The same input gives the same bits on every
/// call.</item>
/// </list>
/// </remarks>
public interface IShapingKernels
{
    /// <summary>Clips to low .. high; either bound may be infinite. Also for advantages (NeMo-RL <c>clip_advantages</c>).</summary>
    /// <param name="rewards">[N] rewards.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <param name="bounds">low and high.</param>
    /// <param name="clipped">[N] destination.</param>
    void Clip(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, ClipBounds bounds, Span<double> clipped);

    /// <summary>tanh(k r), between -1 and 1.</summary>
    /// <param name="rewards">[N] rewards.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <param name="slope">k, finite, above 0; 1 is the plain tanh.</param>
    /// <param name="squashed">[N] destination.</param>
    void Tanh(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double slope, Span<double> squashed);

    /// <summary>NeMo-RL <c>scale_rewards</c>: clip to the source range, then map it linearly onto the target range.</summary>
    /// <param name="rewards">[N] rewards.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <param name="scale">Source and target range.</param>
    /// <param name="scaled">[N] destination.</param>
    void Scale(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, LinearScale scale, Span<double> scaled);

    /// <summary>
    /// PAR, preference as reward: mean over the prompt's M reference rewards of sigmoid(k (r - r_ref,m)), between 0 and 1
    /// (arXiv 2502.18770; there k = 1 and one reference suffices).
    /// </summary>
    /// <param name="rewards">[N] rewards in groups.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <param name="groups">How the completions fall into prompts [P].</param>
    /// <param name="references">Rewards of reference answers to the same prompts, by the same reward model.</param>
    /// <param name="referenceGroups">How the references fall into prompts [P]; at least one for each prompt that has a scored completion.</param>
    /// <param name="slope">k, finite, above 0.</param>
    /// <param name="shaped">[N] destination.</param>
    void PreferenceAsReward(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references, GroupLayout referenceGroups,
        double slope, Span<double> shaped);

    /// <summary>
    /// LSC, log-sigmoid-centred: log sigmoid(r - r_ref), at most 0, with r_ref a quantile of the prompt's reference rewards
    /// (arXiv 2402.00742, which takes the 85% quantile of the base policy's samples; linear interpolation between order statistics is ours,
    /// as numpy's default).
    /// </summary>
    /// <param name="rewards">[N] rewards in groups.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <param name="groups">How the completions fall into prompts [P].</param>
    /// <param name="references">Rewards of reference answers to the same prompts, by the same reward model.</param>
    /// <param name="referenceGroups">How the references fall into prompts [P]; at least one for each prompt that has a scored completion.</param>
    /// <param name="quantile">Between 0 and 1; the paper's is 0.85.</param>
    /// <param name="shaped">[N] destination.</param>
    void LogSigmoidCentred(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references, GroupLayout referenceGroups,
        double quantile, Span<double> shaped);

    /// <summary>
    /// G-RA, gated accumulation: R = r_1 + 1[r_1 >= d_1] (r_2 + 1[r_2 >= d_2] (r_3 + ...)), the components by falling priority
    /// (arXiv 2508.10548; two levels there, nested here for more). A completion without its first component is masked. Without a later one
    /// that component adds nothing, and the gate after it stays shut: what was not scored has not passed.
    /// </summary>
    /// <param name="components">[K, N] component rewards, component after component, the highest priority first.</param>
    /// <param name="scored">[K, N] true where the component was scored, or empty: all were.</param>
    /// <param name="thresholds">[K - 1] thresholds d, finite: the lowest priority gates nothing.</param>
    /// <param name="accumulated">[N] destination; not part of the components.</param>
    void GatedAccumulation(
        ReadOnlySpan<double> components, ReadOnlySpan<bool> scored, ReadOnlySpan<double> thresholds, Span<double> accumulated);

    /// <summary>
    /// ReNorm: r_t = r_process,t + r_outcome - mu (arXiv 2509.25598), here with mu the mean process reward of the group; the batch as one group
    /// gives a batch mean.
    /// </summary>
    /// <remarks>
    /// Which mean the paper takes is unconfirmed. Its authors' code (Zhuohao-Li/ppr 4b496fac, verl/trainer/main_ppo.py) takes none: mu is a
    /// constant there, renorm_beta = 1, and the last turn, which earns the outcome, keeps the outcome alone.
    /// </remarks>
    /// <param name="stepRewards">[sum of steps] process rewards, completion after completion.</param>
    /// <param name="completions">Layout of the steps: one entry a completion [N].</param>
    /// <param name="outcomes">[N] outcome rewards.</param>
    /// <param name="scored">[N] true where the completion was scored, process and outcome both, or empty: all were.</param>
    /// <param name="groups">Layout of the completions: one entry a prompt [P].</param>
    /// <param name="shaped">[sum of steps] destination.</param>
    void ReNorm(
        ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<double> outcomes, ReadOnlySpan<bool> scored, GroupLayout groups,
        Span<double> shaped);

    /// <summary>
    /// PAPO, decoupled normalisation: A = z(outcome over the group's scored) + w z(process over its correct subset), the second term for correct
    /// completions only (arXiv 2603.26535; w is lambda_process in its authors' code, tanzelin430/PAPO 277dac1c, compute_grpo_dual_advantage).
    /// A constant outcome, a constant process reward, and a subset of one contribute exactly 0; there, whatever has a deviation up to eps.
    /// </summary>
    /// <param name="outcomes">[N] outcome rewards in groups.</param>
    /// <param name="processes">[N] process rewards, one per completion; read only where the completion is scored and correct.</param>
    /// <param name="correct">[N] true where the answer is correct.</param>
    /// <param name="scored">[N] true where the completion was scored, or empty: all were.</param>
    /// <param name="groups">How the completions fall into groups.</param>
    /// <param name="options">w, eps, n or n - 1.</param>
    /// <param name="advantages">[N] destination; may be either of the rewards.</param>
    void Papo(
        ReadOnlySpan<double> outcomes, ReadOnlySpan<double> processes, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, GroupLayout groups,
        PapoOptions options, Span<double> advantages);

    /// <summary>
    /// Delta of process rewards: r'_k = r_k - r_{k+1}, so that a step's return is its own score and repeating steps cannot pile up reward
    /// (arXiv 2410.15115). The ending says what the last steps get.
    /// </summary>
    /// <param name="stepRewards">[sum of steps] process rewards, completion after completion.</param>
    /// <param name="completions">Layout of the steps: one entry a completion [N].</param>
    /// <param name="scored">[N] true where the completion was scored, or empty: all were.</param>
    /// <param name="ending">What the last step gets.</param>
    /// <param name="shaped">[sum of steps] destination.</param>
    void ProcessDelta(
        ReadOnlySpan<double> stepRewards, GroupLayout completions, ReadOnlySpan<bool> scored, DeltaEnding ending, Span<double> shaped);

    /// <summary>
    /// Clip of process rewards: min(r_k - eta, 0): a good step earns nothing, so more steps never earn more (arXiv 2410.15115).
    /// </summary>
    /// <param name="stepRewards">[S] process rewards.</param>
    /// <param name="scored">[S] true where the step was scored, or empty: all were.</param>
    /// <param name="eta">The threshold below which a step is penalised, finite.</param>
    /// <param name="shaped">[S] destination.</param>
    void ProcessClip(ReadOnlySpan<double> stepRewards, ReadOnlySpan<bool> scored, double eta, Span<double> shaped);

    /// <summary>
    /// TRL <c>get_cosine_scaled_reward</c>: v_end + (v_start - v_end) / 2 (1 + cos(pi min(len / L_max, 1))). A correct answer falls from
    /// MaxCorrect to MinCorrect with its length, a wrong one rises from MinWrong to MaxWrong (arXiv 2502.03373 appendix C.1).
    /// </summary>
    /// <param name="lengths">[N] completion lengths in tokens.</param>
    /// <param name="correct">[N] true where the answer is correct.</param>
    /// <param name="scored">[N] true where correctness is known, or empty: everywhere.</param>
    /// <param name="options">L_max and the four bounds.</param>
    /// <param name="rewards">[N] destination.</param>
    void CosineLength(
        ReadOnlySpan<int> lengths, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, CosineLengthOptions options, Span<double> rewards);

    /// <summary>
    /// DAPO soft overlong punishment: r + min(-(len - (L_max - L_buf)) / L_buf p, 0) (arXiv 2503.14476 eq. 13). By default the penalty goes on
    /// growing beyond L_max (NeMo-RL); the option floors it at -p (the paper, TRL). Rewards of 0 give the bare penalty.
    /// </summary>
    /// <param name="rewards">[N] rewards.</param>
    /// <param name="lengths">[N] completion lengths in tokens.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <param name="options">L_max, L_buf, p, floor.</param>
    /// <param name="shaped">[N] destination.</param>
    void Overlong(
        ReadOnlySpan<double> rewards, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> scored, OverlongOptions options, Span<double> shaped);

    /// <summary>
    /// GRPO-lambda: the groups with the highest ratio of correct answers get correct 1 - alpha sigmoid((len - mean) / std), wrong 0; the other
    /// groups get 1 and 0 (arXiv 2505.18086: length penalty in the batch's top lambda groups only). Mean and population deviation are those of
    /// the group's correct lengths; equal lengths count as average.
    /// </summary>
    /// <remarks>
    /// The groups and the length term are those of a public account that writes out the paper's equations, lambda 0.2 as its example; the default
    /// alpha and the population deviation are unconfirmed. Ours: the number of groups is lambda P rounded to nearest, halves up, P counting the
    /// groups with a scored completion; of equal ratios the first groups win; a group without a correct answer has nothing to penalise.
    /// </remarks>
    /// <param name="lengths">[N] completion lengths in tokens, in groups.</param>
    /// <param name="correct">[N] true where the answer is correct.</param>
    /// <param name="scored">[N] true where correctness is known, or empty: everywhere.</param>
    /// <param name="groups">How the completions fall into groups.</param>
    /// <param name="options">lambda, alpha, smallest ratio.</param>
    /// <param name="rewards">[N] destination.</param>
    void GrpoLambda(
        ReadOnlySpan<int> lengths, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, GroupLayout groups, GrpoLambdaOptions options,
        Span<double> rewards);

    /// <summary>
    /// Stop-properly penalty: a completion that was cut off keeps only c of its reward (NeMo-RL <c>stop_properly_penalty_coef</c>, ProRLv2). It
    /// multiplies, as there: a negative reward moves towards 0. OpenRLHF does the same, and puts a coefficient below 0 in the reward's place.
    /// </summary>
    /// <param name="rewards">[N] rewards.</param>
    /// <param name="truncated">[N] true where the completion was cut off before it ended by itself.</param>
    /// <param name="scored">[N] true where the reward was scored, or empty: all were.</param>
    /// <param name="coefficient">c, a value between 0 (no reward) and 1 (no penalty).</param>
    /// <param name="shaped">[N] destination.</param>
    void StopProperly(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> truncated, ReadOnlySpan<bool> scored, double coefficient, Span<double> shaped);

    /// <summary>
    /// Repetition term p (1 - unique / total) over the n-grams of token ids; 0 for a completion shorter than one n-gram
    /// (TRL <c>get_repetition_penalty_reward</c>, arXiv 2502.03373 appendix C.2).
    /// </summary>
    /// <param name="tokens">[sum of lengths] token ids, completion after completion.</param>
    /// <param name="completions">Layout of the tokens: one entry a completion [N].</param>
    /// <param name="options">n and p.</param>
    /// <param name="penalties">[N] destination: between p and 0.</param>
    void Repetition(ReadOnlySpan<int> tokens, GroupLayout completions, RepetitionOptions options, Span<double> penalties);

    /// <summary>
    /// Pairwise preferences to win rates: the mean over the opponents j of P(i beats j), between 0 and 1 (Direct Nash Optimization,
    /// arXiv 2404.03715: the reward is the expected win rate). A tie is a probability of 0.5.
    /// </summary>
    /// <remarks>
    /// A pair judged both ways counts (P(i beats j) + 1 - P(j beats i)) / 2, which cancels a judge's bias for the first position; judged one way,
    /// the other way is its complement. So the rates of a group whose pairs were all judged sum to G / 2. The diagonal is never read.
    /// </remarks>
    /// <param name="preferences">[G, G] P(row beats column), between 0 and 1.</param>
    /// <param name="judged">[G, G] true where that ordered pair was judged, or empty: all were.</param>
    /// <param name="missing">What a pair judged neither way counts as.</param>
    /// <param name="opponents">[G] destination: opponents that entered the mean. 0: the completion has no win rate and must be masked.</param>
    /// <param name="winRates">[G] destination; 0 where there is no opponent. Not the preferences.</param>
    void WinRates(
        ReadOnlySpan<double> preferences, ReadOnlySpan<bool> judged, MissingPair missing, Span<int> opponents, Span<double> winRates);
}
