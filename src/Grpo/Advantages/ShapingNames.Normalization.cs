using Rlar.Kernels.Normalization;

namespace Rlar.Grpo.Advantages;

/// <summary>Normalisation by statistics of a group, of the batch, or of all rewards so far.</summary>
public static partial class ShapingNames
{
    private delegate void OfRewards(Span<double> rewards, ReadOnlySpan<bool> scored);

    private static IRewardShaping ZScore(ShapingArguments a)
    {
        var options = new ZScoreOptions
        {
            Epsilon = a.Number("eps", ZScoreOptions.Default.Epsilon),
            ClipDeviations = a.Number("clip", double.PositiveInfinity),
            SampleDeviation = !a.IsYes("population"),
        };
        return OverScope<RunningMoments>(
            a,
            (r, scored) => a.Kernels.Normalization.ZScore(r, scored, options, r),
            Merge(a),
            (r, scored, state) => a.Kernels.Normalization.RunningZScore(r, scored, state, options, r));
    }

    private static IRewardShaping MinMax(ShapingArguments a)
    {
        var constant = a.Number("constant", 0.5);
        return OverScope<RunningRange>(
            a,
            (r, scored) => a.Kernels.Normalization.MinMax(r, scored, constant, r),
            (state, r, scored) => state.Merge(a.Kernels.Normalization.Range(r, scored)),
            (r, scored, state) => a.Kernels.Normalization.RunningMinMax(r, scored, state, constant, r));
    }

    private static IRewardShaping ClipDeviations(ShapingArguments a)
    {
        var options = new ZScoreOptions { ClipDeviations = a.Number("k", null), SampleDeviation = !a.IsYes("population") };
        void Kernel(Span<double> r, ReadOnlySpan<bool> scored, RunningMoments state) => a.Kernels.Normalization.ClipToDeviations(r, scored, state, options, r);
        return OverScope<RunningMoments>(
            a,
            (r, scored) =>
            {
                if (scored.Contains(true))
                    Kernel(r, scored, a.Kernels.Normalization.Moments(r, scored));
            },
            Merge(a),
            Kernel);
    }

    private static ShapingStep Rank(ShapingArguments a)
    {
        var scale = a.OneOf("scale", "unit", "centred") == "unit" ? RankScale.Unit : RankScale.Centred;
        return OverGroupOrBatch(a, a.OneOf("scope", "batch", "group"), (r, scored) => a.Kernels.Normalization.Rank(r.ToArray(), scored, scale, r));
    }

    private static ShapingStep Centre(ShapingArguments a) =>
        OverGroupOrBatch(a, a.OneOf("scope", "batch", "group"), (r, scored) => a.Kernels.Normalization.Centre(r, scored, r));

    private static RunningStep<RunningMoments>.Merge Merge(ShapingArguments a) =>
        (state, rewards, scored) => state.Merge(a.Kernels.Normalization.Moments(rewards, scored));

    private static IRewardShaping OverScope<TState>(
        ShapingArguments a, OfRewards kernel, RunningStep<TState>.Merge merge, RunningStep<TState>.Kernel running)
        where TState : struct
    {
        var scope = a.OneOf("scope", "batch", "group", "running");
        return scope == "running" ? new RunningStep<TState>(a, merge, running) : OverGroupOrBatch(a, scope, kernel);
    }

    private static ShapingStep OverGroupOrBatch(ShapingArguments a, string scope, OfRewards kernel) => new(a, (r, scored, _, _) => kernel(r, scored))
    {
        IsGroupLocal = scope == "group",
        GroupByGroup = scope == "group",
    };
}
