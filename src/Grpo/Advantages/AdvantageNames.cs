using Rlar.Kernels.Advantages;

namespace Rlar.Grpo.Advantages;

/// <summary>The names under which estimators and presets are asked for on a command line or in a recipe.</summary>
public static class AdvantageNames
{
    /// <summary>Estimators by name, in the order in which they are listed.</summary>
    public static IReadOnlyDictionary<string, AdvantageEstimator> Estimators { get; } = new Dictionary<string, AdvantageEstimator>
    {
        ["grpo"] = AdvantageEstimator.Grpo,
        ["dr-grpo"] = AdvantageEstimator.DrGrpo,
        ["grpo-batch"] = AdvantageEstimator.GrpoBatch,
        ["loo"] = AdvantageEstimator.LeaveOneOut,
        ["rloo"] = AdvantageEstimator.Rloo,
        ["opo"] = AdvantageEstimator.Opo,
        ["gpg"] = AdvantageEstimator.Gpg,
        ["pass-k"] = AdvantageEstimator.PassK,
        ["gdpo"] = AdvantageEstimator.Gdpo,
        ["reinforce++"] = AdvantageEstimator.ReinforcePlusPlus,
        ["reinforce++-baseline"] = AdvantageEstimator.ReinforcePlusPlusBaseline,
        ["step-level"] = AdvantageEstimator.StepLevel,
    };

    /// <summary>Presets by name: the trainer whose conventions hold.</summary>
    public static IReadOnlyDictionary<string, AdvantageConvention> Presets { get; } = new Dictionary<string, AdvantageConvention>
    {
        ["trl"] = AdvantageConvention.Trl,
        ["verl"] = AdvantageConvention.Verl,
        ["nemo-rl"] = AdvantageConvention.NeMoRl,
        ["open-rlhf"] = AdvantageConvention.OpenRlhf,
    };
}
