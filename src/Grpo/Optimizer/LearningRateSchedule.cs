namespace Rlar.Grpo.Optimizer;

/// <summary>The learning rate as a function of the step alone, so that a run that goes on needs no state of it.</summary>
public sealed record LearningRateSchedule
{
    /// <summary>The greatest rate: at least 0. Default 1e-6.</summary>
    public double Peak { get; init => field = value >= 0 && double.IsFinite(value) ? value : throw Refuse("rate", value); } = 1e-6;

    /// <summary>What follows the warm-up. Default constant.</summary>
    public LearningRateShape Shape { get; init; } = LearningRateShape.Constant;

    /// <summary>Steps over which the rate rises in a straight line; the last of them has the peak. Default 0: none.</summary>
    public int WarmUpSteps { get; init => field = value >= 0 ? value : throw Refuse("warm-up in steps", value); }

    /// <summary>Optimiser steps in all, warm-up included, over which a rate falls: at least 1. A constant rate has no use for it. Default 1.</summary>
    public int Steps { get; init => field = value >= 1 ? value : throw Refuse("length in steps", value); } = 1;

    /// <summary>The share of the peak that a falling rate ends at, a value between 0 and 1; it is reached after the last step. Default 0.</summary>
    public double FinalShare { get; init => field = value is >= 0 and <= 1 ? value : throw Refuse("final share", value); }

    /// <summary>The rate of a step. The first step after the warm-up still has the peak (Hugging Face get_cosine_schedule_with_warmup).</summary>
    /// <param name="step">From 1.</param>
    public double At(int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        if (step <= WarmUpSteps)
            return Peak * step / WarmUpSteps;
        if (Shape == LearningRateShape.Constant)
            return Peak;
        var progress = Math.Min(1, (double)(step - 1 - WarmUpSteps) / Math.Max(1, Steps - WarmUpSteps));
        var left = Shape == LearningRateShape.Linear ? 1 - progress : (1 + Math.Cos(Math.PI * progress)) / 2;
        return Peak * (FinalShare + ((1 - FinalShare) * left));
    }

    private static TrainingException Refuse(string what, double value) =>
        new($"A learning rate's {what} is {value}: rates are finite and at least 0, steps whole and not negative (at least 1 in all), the final share 0 to 1.");
}
