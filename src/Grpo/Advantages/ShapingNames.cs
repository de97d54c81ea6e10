using Rlar.Kernels;
using Rlar.Kernels.Cpu;

namespace Rlar.Grpo.Advantages;

/// <summary>
/// The shaping steps by name, for a command line or a recipe. Their formulas stand at the kernels they call. A step on rewards by completion
/// shapes every component by itself, or the one that on=COMPONENT names.
/// </summary>
public static partial class ShapingNames
{
    private static readonly CpuNormalization s_normalization = new();
    private static readonly CpuShaping s_shaping = new();

    private static readonly OrderedDictionary<string, (string Keys, Func<ShapingArguments, IRewardShaping> Make)> s_onRewards = new()
    {
        ["zscore"] = ("scope=batch|group|running, state=FILE, eps=1e-4, clip=inf, population=no|yes", ZScore),
        ["min-max"] = ("scope=batch|group|running, state=FILE, constant=0.5", MinMax),
        ["clip-deviations"] = ("k=NUMBER, scope=batch|group|running, state=FILE, population=no|yes", ClipDeviations),
        ["rank"] = ("scope=batch|group, scale=unit|centred", Rank),
        ["centre"] = ("scope=batch|group", Centre),
        ["clip"] = ("low=-inf, high=inf", Clip),
        ["tanh"] = ("slope=1", Tanh),
        ["scale"] = ("from-min=NUMBER, from-max=NUMBER, to-min=0, to-max=1", Scale),
        ["par"] = ("ref=NUMBER (or reference_rewards in the row), k=1", Par),
        ["lsc"] = ("ref=NUMBER (or reference_rewards in the row), quantile=0.85", LogSigmoidCentred),
        ["overlong"] = ("max=TOKENS, buffer=TOKENS, penalty=1, floor=no|yes", Overlong),
        ["cosine-length"] = ("max=TOKENS, correct=0.5, min-wrong=-1, max-wrong=-0.5, min-correct=0.5, max-correct=1", CosineLength),
        ["grpo-lambda"] = ("correct=0.5, top=0.2, alpha=0.2, min-ratio=0", GrpoLambda),
        ["stop-properly"] = ("coef=NUMBER", StopProperly),
        ["repetition"] = ("ngram=3, max-penalty=-1", Repetition),
    };

    private static readonly OrderedDictionary<string, (string Keys, Func<ShapingArguments, IRewardShaping> Make)> s_onComponents = new()
    {
        ["gra"] = ("order=A:B:C, gates=NUMBER:NUMBER, as=gra", GatedAccumulation),
        ["papo"] = ("outcome=A, process=B, correct=0.5, weight=1, eps=1e-6, population=no|yes, as=papo", Papo),
        ["win-rates"] = ("missing=leave-out|tie, as=win-rates", WinRates),
    };

    private static readonly OrderedDictionary<string, (string Keys, Func<ShapingArguments, IRewardShaping> Make)> s_onSteps = new()
    {
        ["process-clip"] = ("eta=NUMBER", ProcessClip),
        ["delta"] = ("ending=outcome-only|keep-last", Delta),
        ["renorm"] = ("scope=group|batch", ReNorm),
    };

    /// <summary>Steps that shape a component by itself: one reward a completion.</summary>
    public static IReadOnlyCollection<string> OnRewards => s_onRewards.Keys;

    /// <summary>Steps that make one component of others, or add one.</summary>
    public static IReadOnlyCollection<string> OnComponents => s_onComponents.Keys;

    /// <summary>Steps that shape rewards by step.</summary>
    public static IReadOnlyCollection<string> OnSteps => s_onSteps.Keys;

    /// <summary>All names, in the order in which they are listed.</summary>
    public static IReadOnlyCollection<string> All => [.. OnRewards, .. OnComponents, .. OnSteps];

    /// <summary>A step's keys with their defaults, for a command's help. A value in capitals has no default; of several words the first is it.</summary>
    /// <param name="step">One of <see cref="All"/>.</param>
    /// <exception cref="KernelException">An unknown name.</exception>
    public static string Keys(string step) => Find(step).Keys;

    /// <summary>Reads a step: "clip:low=-1,high=1", "zscore:scope=group", "gra:order=format:accuracy,gates=1".</summary>
    /// <param name="text">The step.</param>
    /// <exception cref="KernelException">An unknown name, an unknown key or a value out of range.</exception>
    public static IRewardShaping Parse(string text)
    {
        var arguments = new ShapingArguments(text);
        var step = Find(arguments.Name).Make(arguments);
        arguments.RefuseUnread();
        return step;
    }

    private static (string Keys, Func<ShapingArguments, IRewardShaping> Make) Find(string name) =>
        s_onRewards.TryGetValue(name, out var entry) || s_onComponents.TryGetValue(name, out entry) || s_onSteps.TryGetValue(name, out entry)
            ? entry
            : throw new KernelException($"shaping step '{name}' is not known; it is one of {string.Join(", ", All)}.");

    private static bool[] Correct(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double threshold)
    {
        var correct = new bool[rewards.Length];
        for (var i = 0; i < correct.Length; i++)
            correct[i] = scored[i] && rewards[i] >= threshold;
        return correct;
    }
}
