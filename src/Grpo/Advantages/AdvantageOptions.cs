using System.Globalization;
using Rlar.Kernels.Advantages;

namespace Rlar.Grpo.Advantages;

/// <summary>How rewards become advantages.</summary>
public sealed record AdvantageOptions
{
    /// <summary>The estimator. Default GRPO.</summary>
    public AdvantageEstimator Estimator { get; init; } = AdvantageEstimator.Grpo;

    /// <summary>The conventions. Default TRL's.</summary>
    public AdvantageConvention Convention { get; init; } = AdvantageConvention.Trl;

    /// <summary>How a completion that lacks a component is treated. Default <see cref="MissingComponent.Unscored"/>; TRL's own rule is Zero.</summary>
    public MissingComponent MissingComponent { get; init; } = MissingComponent.Unscored;

    /// <summary>Weights of named reward components; a component that is not named weighs 1.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    /// <summary>Discount of REINFORCE++ over tokens, a value between 0 and 1. Default 1.</summary>
    public double Gamma { get; init; } = 1;

    /// <summary>Pass@k: divide by the group's deviation. Default true.</summary>
    public bool NormalizePassK { get; init; } = true;

    /// <summary>A*PO: b of the optimal value, above 0. Default 0.5.</summary>
    public double ValueTemperature { get; init; } = 0.5;

    /// <summary>RAE: how much of a role's average stays, a value between 0 and 1. Default 0.95.</summary>
    public double Decay { get; init; } = 0.95;

    /// <summary>Steps that shape the rewards before the estimator sees them, in order.</summary>
    public IReadOnlyList<IRewardShaping> Shaping { get; init; } = [];

    /// <summary>All options as text, the same for the same numbers and another for others. Steps stand in it as they were asked for.</summary>
    public string Version => string.Create(
        CultureInfo.InvariantCulture,
        $"{Estimator} eps={Convention.Epsilon:R} sample={Convention.SampleDeviation} one={Convention.GroupOfOne} "
        + $"whitening={Convention.Whitening}/{Convention.MultiRewardWhitening} missing={MissingComponent} gamma={Gamma:R} std={NormalizePassK} "
        + $"{OwnOptions}"
        + $"weights=[{string.Join(' ', Weights.Keys.Order(StringComparer.Ordinal).Select(Weighed))}] "
        + $"shaping=[{string.Join(' ', Shaping.Select(step => step.Text))}]");

    /// <summary>What came later, where it is not at its default: the text of runs without it is what it was before.</summary>
    private string OwnOptions =>
        (Convention.MeanEpsilon == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"mean-eps={Convention.MeanEpsilon:R} "))
        + (ValueTemperature == 0.5 ? "" : string.Create(CultureInfo.InvariantCulture, $"b={ValueTemperature:R} "))
        + (Decay == 0.95 ? "" : string.Create(CultureInfo.InvariantCulture, $"decay={Decay:R} "));

    /// <summary>Whether one group's advantages depend on no other group, so that groups may be handled as they come.</summary>
    public bool IsGroupLocal =>
        Shaping.All(step => step.IsGroupLocal)
        && Estimator is not (AdvantageEstimator.GrpoBatch or AdvantageEstimator.Gpg or AdvantageEstimator.Gdpo
            or AdvantageEstimator.ReinforcePlusPlus or AdvantageEstimator.ReinforcePlusPlusBaseline or AdvantageEstimator.RoleAverage);

    private string Weighed(string component) => string.Create(CultureInfo.InvariantCulture, $"{component}={Weights[component]:R}");
}
