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
        ["maxrl"] = AdvantageEstimator.MaxRl,
        ["a2po"] = AdvantageEstimator.OptimalValue,
        ["remax"] = AdvantageEstimator.ReMax,
        ["rae"] = AdvantageEstimator.RoleAverage,
        ["hierarchical"] = AdvantageEstimator.Hierarchical,
        ["otb"] = AdvantageEstimator.OptimalTokenBaseline,
        ["tir-otb"] = AdvantageEstimator.OwnTokenBaseline,
    };

    /// <summary>Presets by name: the trainer whose conventions hold.</summary>
    public static IReadOnlyDictionary<string, AdvantageConvention> Presets { get; } = new Dictionary<string, AdvantageConvention>
    {
        ["trl"] = AdvantageConvention.Trl,
        ["verl"] = AdvantageConvention.Verl,
        ["nemo-rl"] = AdvantageConvention.NeMoRl,
        ["open-rlhf"] = AdvantageConvention.OpenRlhf,
        ["areal"] = AdvantageConvention.AReaL,
        ["skyrl"] = AdvantageConvention.SkyRl,
        ["prime-rl"] = AdvantageConvention.PrimeRl,
        ["slime"] = AdvantageConvention.Slime,
    };

    /// <summary>What "grpo" is in a trainer that divides by something else than the group's deviation: AReaL by the batch's, prime-rl by nothing.</summary>
    public static IReadOnlyDictionary<string, AdvantageEstimator> GrpoOf { get; } = new Dictionary<string, AdvantageEstimator>
    {
        ["areal"] = AdvantageEstimator.GrpoBatch,
        ["prime-rl"] = AdvantageEstimator.DrGrpo,
    };
}
