namespace Rlar.Grpo.Advantages;

/// <summary>
/// The estimators by which rewards become advantages. Their formulas and sources stand at <see cref="Kernels.Advantages.IAdvantageKernels{T}"/>.
/// </summary>
public enum AdvantageEstimator
{
    /// <summary>(r - mean) / (std + eps).</summary>
    Grpo,

    /// <summary>r - mean.</summary>
    DrGrpo,

    /// <summary>(r - mean) / (std of the batch + eps).</summary>
    GrpoBatch,

    /// <summary>(r - mean of the others) / std of the others.</summary>
    LeaveOneOut,

    /// <summary>r - mean of the others.</summary>
    Rloo,

    /// <summary>r - length-weighted mean.</summary>
    Opo,

    /// <summary>alpha (r - mean).</summary>
    Gpg,

    /// <summary>Best less second best, for the best.</summary>
    PassK,

    /// <summary>Each component normalised by itself, then summed and whitened.</summary>
    Gdpo,

    /// <summary>Rewards or discounted token returns, whitened over the batch.</summary>
    ReinforcePlusPlus,

    /// <summary>r - mean, whitened over the batch.</summary>
    ReinforcePlusPlusBaseline,

    /// <summary>Process rewards normalised over the group and summed from each step on.</summary>
    StepLevel,
}
