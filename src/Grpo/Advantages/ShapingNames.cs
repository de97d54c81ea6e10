using Rlar.Kernels;

namespace Rlar.Grpo.Advantages;

/// <summary>
/// The shaping steps by name, for a command line or a recipe. Their formulas stand at the kernels they call. A step on rewards by completion
/// shapes every component by itself, or the one that on=COMPONENT names.
/// </summary>
public static partial class ShapingNames
{
    private static readonly Step[] s_onRewards =
    [
        new("zscore", "scope=batch|group|running, state=FILE, eps=1e-4, clip=inf, population=no|yes", ZScore),
        new("min-max", "scope=batch|group|running, state=FILE, constant=0.5", MinMax),
        new("clip-deviations", "k=NUMBER, scope=batch|group|running, state=FILE, population=no|yes", ClipDeviations),
        new("rank", "scope=batch|group, scale=unit|centred", Rank),
        new("centre", "scope=batch|group", Centre),
        new("clip", "low=-inf, high=inf", Clip),
        new("tanh", "slope=1", Tanh),
        new("scale", "from-min=NUMBER, from-max=NUMBER, to-min=0, to-max=1", Scale),
        new("par", "ref=NUMBER (or reference_rewards in the row), k=1", Par),
        new("lsc", "ref=NUMBER (or reference_rewards in the row), quantile=0.85", LogSigmoidCentred),
        new("overlong", "max=TOKENS, buffer=TOKENS, penalty=1, floor=no|yes", Overlong),
        new("cosine-length", "max=TOKENS, correct=0.5, min-wrong=-1, max-wrong=-0.5, min-correct=0.5, max-correct=1", CosineLength),
        new("grpo-lambda", "correct=0.5, top=0.2, alpha=0.2, min-ratio=0", GrpoLambda),
        new("stop-properly", "coef=NUMBER", StopProperly),
        new("repetition", "ngram=3, max-penalty=-1", Repetition),
    ];

    private static readonly Step[] s_onComponents =
    [
        new("gra", "order=A:B:C, gates=NUMBER:NUMBER, as=gra", GatedAccumulation),
        new("papo", "outcome=A, process=B, correct=0.5, weight=1, eps=1e-6, population=no|yes, as=papo", Papo),
        new("win-rates", "missing=leave-out|tie, as=win-rates", WinRates),
    ];

    private static readonly Step[] s_onSteps =
    [
        new("process-clip", "eta=NUMBER", ProcessClip),
        new("delta", "ending=outcome-only|keep-last", Delta),
        new("renorm", "scope=group|batch", ReNorm),
    ];

    /// <summary>Steps that shape a component by itself: one reward a completion.</summary>
    public static IReadOnlyCollection<string> OnRewards { get; } = Array.ConvertAll(s_onRewards, step => step.Name);

    /// <summary>Steps that make one component of others, or add one.</summary>
    public static IReadOnlyCollection<string> OnComponents { get; } = Array.ConvertAll(s_onComponents, step => step.Name);

    /// <summary>Steps that shape rewards by step.</summary>
    public static IReadOnlyCollection<string> OnSteps { get; } = Array.ConvertAll(s_onSteps, step => step.Name);

    /// <summary>All names, in the order in which they are listed.</summary>
    public static IReadOnlyCollection<string> All => [.. OnRewards, .. OnComponents, .. OnSteps];

    /// <summary>A step's keys with their defaults, for a command's help. A value in capitals has no default; of several words the first is it.</summary>
    /// <param name="step">One of <see cref="All"/>.</param>
    /// <exception cref="KernelException">An unknown name.</exception>
    public static string Keys(string step) => Find(step).Keys;

    /// <summary>Reads a step: "clip:low=-1,high=1", "zscore:scope=group", "gra:order=format:accuracy,gates=1".</summary>
    /// <param name="text">The step.</param>
    /// <param name="kernels">What computes it; null (default): <see cref="ShapingKernels.Cpu"/>.</param>
    /// <exception cref="KernelException">An unknown name, an unknown key or a value out of range.</exception>
    public static IRewardShaping Parse(string text, ShapingKernels? kernels = null)
    {
        var arguments = new ShapingArguments(text, kernels ?? ShapingKernels.Cpu());
        var step = Find(arguments.Name).Make(arguments);
        arguments.RefuseUnread();
        return step;
    }

    private static Step Find(string name) =>
        Array.Find([.. s_onRewards, .. s_onComponents, .. s_onSteps], step => step.Name == name)
            ?? throw new KernelException($"shaping step '{name}' is not known; it is one of {string.Join(", ", All)}.");

    private static bool[] Correct(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double threshold)
    {
        var correct = new bool[rewards.Length];
        for (var i = 0; i < correct.Length; i++)
            correct[i] = scored[i] && rewards[i] >= threshold;
        return correct;
    }

    private sealed record Step(string Name, string Keys, Func<ShapingArguments, IRewardShaping> Make);
}
