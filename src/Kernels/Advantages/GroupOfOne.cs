namespace Rlar.Kernels.Advantages;

/// <summary>What a completion without a scored sibling gets: there is no group to compare it with.</summary>
public enum GroupOfOne
{
    /// <summary>Advantage 0: no comparison, no gradient (TRL, NeMo-RL).</summary>
    Zero,

    /// <summary>The baseline is 0 and the deviation 1, so the reward itself is the advantage (verl; GRPO there divides by 1 + eps).</summary>
    RawReward,
}
