using Rlar.Kernels;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Shaping;

namespace Rlar.Grpo.Advantages;

/// <summary>Maps of one reward, alone or beside references.</summary>
public static partial class ShapingNames
{
    private delegate void BesideReferences(
        Span<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references, GroupLayout referenceGroups);

    private static ShapingStep Clip(ShapingArguments a)
    {
        var bounds = new ClipBounds(a.Number("low", double.NegativeInfinity), a.Number("high", double.PositiveInfinity));
        return new ShapingStep(a, (r, scored, _, _) => a.Kernels.Shaping.Clip(r, scored, bounds, r));
    }

    private static ShapingStep Tanh(ShapingArguments a)
    {
        var slope = a.Number("slope", 1);
        return new ShapingStep(a, (r, scored, _, _) => a.Kernels.Shaping.Tanh(r, scored, slope, r));
    }

    private static ShapingStep Scale(ShapingArguments a)
    {
        var scale = new LinearScale(a.Number("from-min", null), a.Number("from-max", null), a.Number("to-min", 0), a.Number("to-max", 1));
        return new ShapingStep(a, (r, scored, _, _) => a.Kernels.Shaping.Scale(r, scored, scale, r));
    }

    private static ShapingStep Par(ShapingArguments a)
    {
        var slope = a.Number("k", 1);
        return WithReferences(
            a, (r, scored, groups, references, layout) => a.Kernels.Shaping.PreferenceAsReward(r, scored, groups, references, layout, slope, r));
    }

    private static ShapingStep LogSigmoidCentred(ShapingArguments a)
    {
        var quantile = a.Number("quantile", 0.85);
        return WithReferences(
            a, (r, scored, groups, references, layout) => a.Kernels.Shaping.LogSigmoidCentred(r, scored, groups, references, layout, quantile, r));
    }

    /// <summary>One reference for all with ref=number; else each row's own.</summary>
    private static ShapingStep WithReferences(ShapingArguments a, BesideReferences kernel)
    {
        if (a.NumberIfGiven("ref") is { } constant)
        {
            double[] reference = [constant];
            return new ShapingStep(a, (r, scored, _, _) => kernel(r, scored, GroupLayout.Uniform(1, r.Length), reference, GroupLayout.Uniform(1, 1)));
        }

        return new ShapingStep(a, (r, scored, groups, batch) =>
        {
            if (batch.ReferenceOffsets.Length != groups.Count + 1)
                throw ShapingInputException.Missing("reference_rewards", a.Name);
            kernel(r, scored, groups, batch.References, GroupLayout.Ragged(batch.ReferenceOffsets));
        })
        {
            Needs = ShapingInputs.References,
        };
    }
}
