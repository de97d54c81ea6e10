namespace Rlar.Kernels.Advantages;

/// <summary>
/// The conventions in which the trainers' estimators of the same name differ. All numbers were measured on, or read from, the
/// trainer that names the preset (docs/papers.md lists file, function and commit).
/// </summary>
public sealed record AdvantageConvention
{
    /// <summary>Added to a group's deviation before it divides: above 0, default 1e-4.</summary>
    public double Epsilon { get; init; } = 1e-4;

    /// <summary>True (default): a group's deviation divides by n - 1; false: by n.</summary>
    public bool SampleDeviation { get; init; } = true;

    /// <summary>What a completion without a scored sibling gets. Default <see cref="GroupOfOne.Zero"/>.</summary>
    public GroupOfOne GroupOfOne { get; init; } = GroupOfOne.Zero;

    /// <summary>
    /// The batch whitening of REINFORCE++ and its baseline variant. Default <see cref="Whitening.Clamped"/>, as its authors' OpenRLHF has it.
    /// </summary>
    public Whitening Whitening { get; init; } = Whitening.Clamped;

    /// <summary>The batch whitening of GDPO. Default <see cref="Whitening.Trl"/>.</summary>
    public Whitening MultiRewardWhitening { get; init; } = Whitening.Trl;

    /// <summary>MaxRL: added to a group's mean before it divides, at least 0. Default 0, as prime-rl has it; SkyRL 1e-6.</summary>
    public double MeanEpsilon { get; init => field = KernelChecks.Between(value, 0, KernelChecks.Limit, nameof(MeanEpsilon)); }

    /// <summary>TRL 1.x: eps 1e-4, n - 1, group of one 0.</summary>
    public static AdvantageConvention Trl { get; } = new();

    /// <summary>verl 0.9: eps 1e-6, n - 1, a group of one keeps its reward, token-weighted sample whitening.</summary>
    public static AdvantageConvention Verl { get; } =
        new() { Epsilon = 1e-6, GroupOfOne = GroupOfOne.RawReward, Whitening = Whitening.Verl, MultiRewardWhitening = Whitening.Verl };

    /// <summary>
    /// NeMo-RL 0.6 to 0.7: eps 1e-6, n - 1, group of one 0; REINFORCE++ whitened by token-weighted population variance clamped at 1e-8, GDPO by
    /// the sample deviation over completions. Its <c>grpo</c> is <see cref="IAdvantageKernels{T}.LeaveOneOut"/> unless
    /// <c>use_leave_one_out_baseline</c> is off; then, and in GDPO as its recipe sets it, the baseline is the group's mean.
    /// </summary>
    public static AdvantageConvention NeMoRl { get; } = new() { Epsilon = 1e-6, MultiRewardWhitening = Whitening.NeMoRlGdpo };

    /// <summary>
    /// OpenRLHF 0.8 to 0.11: eps 1e-9, n - 1; <c>reinforce</c> and <c>reinforce_baseline</c> whitened by token-weighted population variance
    /// clamped at 1e-8. It refuses groups of one and has no GDPO: here 0, and TRL's whitening. It clips rewards (<c>reward.clip_range</c>, -10 to
    /// 10) after the baseline or <c>group_norm</c>; here that is <see cref="Shaping.IShapingKernels"/> Clip, for whoever wants it.
    /// </summary>
    public static AdvantageConvention OpenRlhf { get; } = new() { Epsilon = 1e-9 };

    /// <summary>
    /// AReaL: eps 1e-5, n - 1, group of one 0. It divides by the batch's deviation: <see cref="IAdvantageKernels{T}.GrpoBatch"/>.
    /// </summary>
    public static AdvantageConvention AReaL { get; } = new() { Epsilon = 1e-5 };

    /// <summary>SkyRL: eps 1e-6, n - 1, a group of one keeps its reward; MaxRL divides by mean + 1e-6.</summary>
    public static AdvantageConvention SkyRl { get; } = new() { Epsilon = 1e-6, GroupOfOne = GroupOfOne.RawReward, MeanEpsilon = 1e-6 };

    /// <summary>prime-rl: the mean alone is subtracted, <see cref="IAdvantageKernels{T}.DrGrpo"/>; group of one 0, MaxRL divides by the bare mean.</summary>
    public static AdvantageConvention PrimeRl { get; } = new();

    /// <summary>slime: eps 1e-6, n - 1, group of one 0 (it turns the division off where a prompt has one completion).</summary>
    public static AdvantageConvention Slime { get; } = new() { Epsilon = 1e-6 };
}
