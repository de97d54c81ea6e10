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

    private static readonly OrderedDictionary<string, (string Keys, Func<ShapingArguments, IRewardShaping> Make)> s_steps = new()
    {
        ["zscore"] = ("scope=batch|group|running, state=FILE, eps=1e-4, clip=DEVIATIONS, population=no|yes", ZScore),
        ["min-max"] = ("scope=batch|group|running, state=FILE, constant=0.5", MinMax),
        ["clip-deviations"] = ("k, scope=batch|group|running, state=FILE, population=no|yes", ClipDeviations),
        ["rank"] = ("scope=batch|group, scale=unit|centred", Rank),
        ["centre"] = ("scope=batch|group", Centre),
        ["clip"] = ("low, high", Clip),
        ["tanh"] = ("slope=1", Tanh),
        ["scale"] = ("from-min, from-max, to-min=0, to-max=1", Scale),
        ["par"] = ("ref (else the row's reference_rewards), k=1", Par),
        ["lsc"] = ("ref (else the row's reference_rewards), quantile=0.85", LogSigmoidCentred),
        ["overlong"] = ("max, buffer, penalty=1, floor=no|yes", Overlong),
        ["cosine-length"] = ("max, correct=0.5, min-wrong=-1, max-wrong=-0.5, min-correct=0.5, max-correct=1", CosineLength),
        ["grpo-lambda"] = ("correct=0.5, top=0.2, alpha=0.2, min-ratio=0", GrpoLambda),
        ["stop-properly"] = ("coef", StopProperly),
        ["repetition"] = ("ngram=3, max-penalty=-1", Repetition),
        ["gra"] = ("order=A:B:C, gates=DA:DB, as=gra", GatedAccumulation),
        ["papo"] = ("outcome, process, correct=0.5, weight=1, eps=1e-4, population=no|yes, as=papo", Papo),
        ["win-rates"] = ("missing=leave-out|tie, as=win-rates", WinRates),
        ["process-clip"] = ("eta", ProcessClip),
        ["delta"] = ("ending=outcome-only|keep-last", Delta),
        ["renorm"] = ("scope=group|batch", ReNorm),
    };

    /// <summary>The names, in the order in which they are listed.</summary>
    public static IReadOnlyCollection<string> All => s_steps.Keys;

    /// <summary>A step's keys: what has no "=" has to be given, unless it says otherwise; the first word, or the number, is the default.</summary>
    /// <param name="step">One of <see cref="All"/>.</param>
    public static string Keys(string step) => s_steps[step].Keys;

    /// <summary>Reads a step: "clip:low=-1,high=1", "zscore:scope=group", "gra:order=format:accuracy,gates=1".</summary>
    /// <param name="text">The step.</param>
    /// <exception cref="KernelException">An unknown name, an unknown key or a value out of range.</exception>
    public static IRewardShaping Parse(string text)
    {
        var arguments = new ShapingArguments(text);
        if (!s_steps.TryGetValue(arguments.Name, out var entry))
            throw new KernelException($"shaping step '{arguments.Name}' is not known; it is one of {string.Join(", ", s_steps.Keys)}.");
        var step = entry.Make(arguments);
        arguments.RefuseUnread();
        return step;
    }

    private static bool[] Correct(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double threshold)
    {
        var correct = new bool[rewards.Length];
        for (var i = 0; i < correct.Length; i++)
            correct[i] = scored[i] && rewards[i] >= threshold;
        return correct;
    }
}
