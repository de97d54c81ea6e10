using Rlar.Kernels;
using Rlar.Kernels.Shaping;

namespace Rlar.Grpo.Advantages;

/// <summary>Terms by length, by ending and by repetition.</summary>
public static partial class ShapingNames
{
    private static ShapingStep Overlong(ShapingArguments a)
    {
        var options = new OverlongOptions(a.Integer("max", null), a.Integer("buffer", null))
        {
            Penalty = a.Number("penalty", 1),
            FloorAtMaxLength = a.IsYes("floor"),
        };
        return new ShapingStep(a, (r, scored, _, batch) => a.Kernels.Shaping.Overlong(r, batch.Needed(batch.Lengths, "lengths", a.Name), scored, options, r))
        {
            Needs = ShapingInputs.Lengths,
        };
    }

    private static ShapingStep CosineLength(ShapingArguments a)
    {
        var options = new CosineLengthOptions(a.Integer("max", null))
        {
            MinWrong = a.Number("min-wrong", -1),
            MaxWrong = a.Number("max-wrong", -0.5),
            MinCorrect = a.Number("min-correct", 0.5),
            MaxCorrect = a.Number("max-correct", 1),
        };
        var threshold = a.Number("correct", 0.5);
        return new ShapingStep(a, (r, scored, _, batch) =>
            a.Kernels.Shaping.CosineLength(batch.Needed(batch.Lengths, "lengths", a.Name), Correct(r, scored, threshold), scored, options, r))
        {
            Needs = ShapingInputs.Lengths,
        };
    }

    private static ShapingStep GrpoLambda(ShapingArguments a)
    {
        var options = new GrpoLambdaOptions
        {
            TopFraction = a.Number("top", GrpoLambdaOptions.Default.TopFraction),
            Alpha = a.Number("alpha", GrpoLambdaOptions.Default.Alpha),
            MinimumRatio = a.Number("min-ratio", 0),
        };
        var threshold = a.Number("correct", 0.5);
        return new ShapingStep(a, (r, scored, groups, batch) =>
            a.Kernels.Shaping.GrpoLambda(batch.Needed(batch.Lengths, "lengths", a.Name), Correct(r, scored, threshold), scored, groups, options, r))
        {
            IsGroupLocal = false,
            Needs = ShapingInputs.Lengths,
        };
    }

    private static ShapingStep StopProperly(ShapingArguments a)
    {
        var coefficient = a.Number("coef", null);
        if (!(coefficient is >= 0 and <= 1))
            throw a.Refuse($"coef must be a value between 0 and 1, not {coefficient}");
        return new ShapingStep(a, (r, scored, _, batch) =>
            a.Kernels.Shaping.StopProperly(r, batch.Needed(batch.Truncated, "truncated", a.Name), scored, coefficient, r))
        {
            Needs = ShapingInputs.Truncated,
        };
    }

    private static ShapingStep Repetition(ShapingArguments a)
    {
        var options = new RepetitionOptions { NGramSize = a.Integer("ngram", 3), MaxPenalty = a.Number("max-penalty", -1) };
        return new ShapingStep(a, (r, scored, _, batch) =>
        {
            if (batch.TokenOffsets.Length != r.Length + 1)
                throw ShapingInputException.Missing("completion_ids", a.Name);
            var penalties = new double[r.Length];
            a.Kernels.Shaping.Repetition(batch.Tokens, GroupLayout.Ragged(batch.TokenOffsets), options, penalties);
            for (var i = 0; i < r.Length; i++)
                r[i] = scored[i] ? r[i] + penalties[i] : 0;
        })
        {
            Needs = ShapingInputs.Tokens,
        };
    }
}
