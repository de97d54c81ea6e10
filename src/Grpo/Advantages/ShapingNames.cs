using Rlar.Kernels;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Normalization;

namespace Rlar.Grpo.Advantages;

/// <summary>The shaping steps by name, for a command line or a recipe. Their formulas stand at the kernels they call.</summary>
public static class ShapingNames
{
    private static readonly CpuNormalization s_normalization = new();
    private static readonly CpuShaping s_shaping = new();

    private static readonly Dictionary<string, Func<ShapingArguments, IRewardShaping>> s_steps = new()
    {
        ["zscore"] = ZScore,
        ["min-max"] = MinMax,
        ["rank"] = Rank,
        ["centre"] = a => OverScope(a, (r, scored, _, _) => s_normalization.Centre(r, scored, r)),
        ["clip"] = Clip,
        ["tanh"] = Tanh,
        ["scale"] = Scale,
        ["par"] = Par,
        ["lsc"] = LogSigmoidCentred,
        ["overlong"] = Overlong,
        ["cosine-length"] = CosineLength,
        ["grpo-lambda"] = GrpoLambda,
    };

    /// <summary>The names, in the order in which they are listed.</summary>
    public static IReadOnlyCollection<string> All => s_steps.Keys;

    /// <summary>Reads a step: "clip:low=-1,high=1", "zscore:scope=group", "par:ref=0.2,k=1".</summary>
    /// <param name="text">The step.</param>
    /// <exception cref="KernelException">An unknown name, an unknown key or a value out of range.</exception>
    public static IRewardShaping Parse(string text)
    {
        var arguments = new ShapingArguments(text);
        if (!s_steps.TryGetValue(arguments.Name, out var make))
            throw new KernelException($"shaping step '{arguments.Name}' is not known; it is one of {string.Join(", ", s_steps.Keys)}.");
        var step = make(arguments);
        arguments.RefuseUnread();
        return step;
    }

    private static IRewardShaping ZScore(ShapingArguments a)
    {
        var options = new ZScoreOptions { Epsilon = a.Number("eps", ZScoreOptions.Default.Epsilon) };
        return OverScope(a, (r, scored, _, _) => s_normalization.ZScore(r, scored, options, r));
    }

    private static IRewardShaping MinMax(ShapingArguments a)
    {
        var constant = a.Number("constant", 0.5);
        return OverScope(a, (r, scored, _, _) => s_normalization.MinMax(r, scored, constant, r));
    }

    private static IRewardShaping Rank(ShapingArguments a)
    {
        var scale = a.IsWord("scale", "centred", "unit") ? RankScale.Centred : RankScale.Unit;
        return OverScope(a, (r, scored, _, _) => s_normalization.Rank(r.ToArray(), scored, scale, r));
    }

    private static IRewardShaping Clip(ShapingArguments a)
    {
        var bounds = new ClipBounds(a.Number("low", double.NegativeInfinity), a.Number("high", double.PositiveInfinity));
        return Each((r, scored, _, _) => s_shaping.Clip(r, scored, bounds, r));
    }

    private static IRewardShaping Tanh(ShapingArguments a)
    {
        var slope = a.Number("slope", 1);
        return Each((r, scored, _, _) => s_shaping.Tanh(r, scored, slope, r));
    }

    private static IRewardShaping Scale(ShapingArguments a)
    {
        var scale = new LinearScale(a.Number("from-min", null), a.Number("from-max", null), a.Number("to-min", 0), a.Number("to-max", 1));
        return Each((r, scored, _, _) => s_shaping.Scale(r, scored, scale, r));
    }

    private static IRewardShaping Par(ShapingArguments a)
    {
        var slope = a.Number("k", 1);
        double[] reference = [a.Number("ref", null)];
        return Each((r, scored, _, _) =>
            s_shaping.PreferenceAsReward(r, scored, GroupLayout.Uniform(1, r.Length), reference, GroupLayout.Uniform(1, 1), slope, r));
    }

    private static IRewardShaping LogSigmoidCentred(ShapingArguments a)
    {
        double[] reference = [a.Number("ref", null)];
        return Each((r, scored, _, _) =>
            s_shaping.LogSigmoidCentred(r, scored, GroupLayout.Uniform(1, r.Length), reference, GroupLayout.Uniform(1, 1), 0.85, r));
    }

    private static IRewardShaping Overlong(ShapingArguments a)
    {
        var options = new OverlongOptions(a.Integer("max", null), a.Integer("buffer", null))
        {
            Penalty = a.Number("penalty", 1),
            FloorAtMaxLength = a.IsWord("floor", "yes", "no"),
        };
        return Each((r, scored, _, lengths) => s_shaping.Overlong(r, Needed(lengths, r, "overlong"), scored, options, r));
    }

    private static IRewardShaping CosineLength(ShapingArguments a)
    {
        var options = new CosineLengthOptions(a.Integer("max", null));
        var threshold = a.Number("correct", 0.5);
        return Each((r, scored, _, lengths) =>
            s_shaping.CosineLength(Needed(lengths, r, "cosine-length"), Correct(r, scored, threshold), scored, options, r));
    }

    private static IRewardShaping GrpoLambda(ShapingArguments a)
    {
        var options = new GrpoLambdaOptions { TopFraction = a.Number("top", GrpoLambdaOptions.Default.TopFraction), Alpha = a.Number("alpha", GrpoLambdaOptions.Default.Alpha) };
        var threshold = a.Number("correct", 0.5);
        return new ShapingStep(isGroupLocal: false, groupByGroup: false, (r, scored, groups, lengths) =>
            s_shaping.GrpoLambda(Needed(lengths, r, "grpo-lambda"), Correct(r, scored, threshold), scored, groups, options, r));
    }

    private static ShapingStep Each(ShapingStep.Kernel kernel) => new(isGroupLocal: true, groupByGroup: false, (r, scored, groups, lengths) =>
    {
        if (r.Length > 0)
            kernel(r, scored, groups, lengths);
    });

    /// <summary>scope=batch (default) or scope=group.</summary>
    private static ShapingStep OverScope(ShapingArguments arguments, ShapingStep.Kernel kernel)
    {
        var byGroup = arguments.IsWord("scope", "group", "batch");
        return new ShapingStep(byGroup, byGroup, kernel);
    }

    private static ReadOnlySpan<int> Needed(ReadOnlySpan<int> lengths, ReadOnlySpan<double> rewards, string step) =>
        lengths.Length == rewards.Length ? lengths : throw new KernelException($"shaping step {step} needs \"lengths\" in every row: it counts tokens.");

    private static bool[] Correct(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double threshold)
    {
        var correct = new bool[rewards.Length];
        for (var i = 0; i < correct.Length; i++)
            correct[i] = scored[i] && rewards[i] >= threshold;
        return correct;
    }
}
