using System.CommandLine;
using Rlar.Grpo.Advantages;
using Rlar.Kernels.Advantages;

namespace Rlar.Host.Commands;

/// <summary>The options that say how rewards become advantages, shared by the commands that compute them.</summary>
internal sealed class AdvantageFlags
{
    private readonly Option<string> _preset = new("--preset")
    {
        Description = $"Whose conventions: {Listed(AdvantageNames.Presets.Keys)}.",
        DefaultValueFactory = _ => "trl",
        HelpName = "trainer",
    };
    private readonly Option<double?> _epsilon = new("--epsilon")
    {
        Description = "Added to a deviation before it divides; replaces the preset's.",
        HelpName = "number",
    };
    private readonly Option<bool> _population = new("--population") { Description = "Divide a group's squared deviations by n, not n - 1." };
    private readonly Option<string?> _groupOfOne = new("--group-of-one")
    {
        Description = "What a completion without a scored sibling gets: zero or raw; replaces the preset's.",
        HelpName = "rule",
    };
    private readonly Option<double> _gamma = new("--gamma")
    {
        Description = "Discount of reinforce++ over tokens.",
        DefaultValueFactory = _ => 1,
        HelpName = "0..1",
    };
    private readonly Option<double> _valueTemperature = new("--value-temperature")
    {
        Description = "b of a2po: how far the optimal value is from the mean towards the best.",
        DefaultValueFactory = _ => 0.5,
        HelpName = "number",
    };
    private readonly Option<double> _decay = new("--decay")
    {
        Description = "How much of a role's average stays at each completion (rae).",
        DefaultValueFactory = _ => 0.95,
        HelpName = "0..1",
    };
    private readonly Option<bool> _bare = new("--no-std") { Description = "grpo and pass-k: do not divide by the group's deviation." };
    private readonly Option<string[]> _shape = new("--shape")
    {
        Description = $"A shaping step before the estimator; repeat for several. One of: {Listed(ShapingNames.All)}.",
        HelpName = "step[:key=value,...]",
    };

    /// <summary>The options, to be added to a command.</summary>
    internal IEnumerable<Option> All => [_preset, _epsilon, _population, _groupOfOne, _gamma, _valueTemperature, _decay, _bare, _shape];

    /// <summary>Whether an estimator takes what was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="estimator">The estimator.</param>
    internal bool GoesWith(ParseResult parsed, AdvantageEstimator estimator) =>
        !parsed.GetValue(_bare) || estimator is AdvantageEstimator.Grpo or AdvantageEstimator.PassK;

    /// <summary>What was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="estimator">The estimator's name.</param>
    /// <param name="weights">Weights of components.</param>
    /// <param name="shaping">What computes the shaping steps.</param>
    /// <exception cref="HostException">An unknown name or a value out of range.</exception>
    internal AdvantageOptions Read(ParseResult parsed, string estimator, IReadOnlyDictionary<string, double> weights, ShapingKernels shaping)
    {
        var preset = parsed.GetValue(_preset)!;
        var convention = Named(AdvantageNames.Presets, preset, "--preset");
        var epsilon = parsed.GetValue(_epsilon) ?? convention.Epsilon;
        if (!(epsilon > 0) || !double.IsFinite(epsilon))
            throw new HostException($"--epsilon must be above 0, not {epsilon}.");
        var gamma = parsed.GetValue(_gamma);
        if (!(gamma is >= 0 and <= 1))
            throw new HostException($"--gamma must be a value between 0 and 1, not {gamma}.");
        var valueTemperature = parsed.GetValue(_valueTemperature);
        if (!(valueTemperature > 0) || !double.IsFinite(valueTemperature))
            throw new HostException($"--value-temperature must be above 0, not {valueTemperature}.");
        var decay = parsed.GetValue(_decay);
        if (!(decay is >= 0 and <= 1))
            throw new HostException($"--decay must be a value between 0 and 1, not {decay}.");
        var kind = Named(AdvantageNames.Estimators, estimator, "the estimator");
        var divides = !parsed.GetValue(_bare);
        if (!divides && kind is not (AdvantageEstimator.Grpo or AdvantageEstimator.PassK))
            throw new HostException($"--no-std goes with grpo and pass-k, not with {estimator}.");
        return new AdvantageOptions
        {
            Estimator = kind != AdvantageEstimator.Grpo ? kind
                : divides ? AdvantageNames.GrpoOf.GetValueOrDefault(preset, kind) : AdvantageEstimator.DrGrpo,
            Convention = convention with
            {
                Epsilon = epsilon,
                SampleDeviation = convention.SampleDeviation && !parsed.GetValue(_population),
                GroupOfOne = parsed.GetValue(_groupOfOne) switch
                {
                    null => convention.GroupOfOne,
                    "zero" => GroupOfOne.Zero,
                    "raw" => GroupOfOne.RawReward,
                    var other => throw new HostException($"--group-of-one is zero or raw, not '{other}'."),
                },
            },
            MissingComponent = preset == "trl" ? MissingComponent.Zero : MissingComponent.Unscored,
            Weights = weights,
            Gamma = gamma,
            ValueTemperature = valueTemperature,
            Decay = decay,
            NormalizePassK = divides,
            Shaping = (parsed.GetValue(_shape) ?? []).Select(step => ShapingNames.Parse(step, shaping)).ToArray(),
        };
    }

    private static T Named<T>(IReadOnlyDictionary<string, T> known, string name, string what) =>
        known.TryGetValue(name, out var value) ? value : throw new HostException($"{what} '{name}' is not known; it is one of {Listed(known.Keys)}.");

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names);
}
