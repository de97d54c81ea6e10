namespace Rlar.Grpo.Advantages;

/// <summary>
/// The estimators by which rewards become advantages. Their formulas and sources stand at <see cref="Kernels.Advantages.IAdvantageKernels{T}"/> and
/// <see cref="Kernels.Advantages.IBaselineAdvantageKernels{T}"/>.
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

    /// <summary>(r - mean) / mean.</summary>
    MaxRl,

    /// <summary>r - b log mean exp(r / b), as A*PO has it.</summary>
    OptimalValue,

    /// <summary>r - the greedy answer's reward.</summary>
    ReMax,

    /// <summary>r - running average of the completion's role (RAE).</summary>
    RoleAverage,

    /// <summary>r - mean of the completion's role and episode.</summary>
    Hierarchical,

    /// <summary>Return of each token less the optimal baseline at its position (OTB).</summary>
    OptimalTokenBaseline,

    /// <summary>The same, at the count of the policy's own tokens (tool-integrated reasoning).</summary>
    OwnTokenBaseline,
}
