namespace Rlar.Kernels.Shaping;

/// <summary>The weight of a reward component as a function of the training step.</summary>
public sealed record WeightSchedule
{
    private WeightSchedule(ScheduleShape shape, double start, double end, long steps)
    {
        Shape = shape;
        Start = KernelChecks.Bounded(start, nameof(start));
        End = KernelChecks.Bounded(end, nameof(end));
        Steps = steps >= 1 ? steps : throw KernelChecks.BadOption(nameof(steps), steps, "at least 1");
    }

    /// <summary>The path from <see cref="Start"/> to <see cref="End"/>.</summary>
    public ScheduleShape Shape { get; }

    /// <summary>The weight at step 0.</summary>
    public double Start { get; }

    /// <summary>The weight from step <see cref="Steps"/> on.</summary>
    public double End { get; }

    /// <summary>T_max, the step at which the last weight is reached, at least 1.</summary>
    public long Steps { get; }

    /// <summary>The same weight at every step.</summary>
    /// <param name="weight">Finite, at most 1e150 in magnitude.</param>
    /// <exception cref="KernelException">A value outside its range.</exception>
    public static WeightSchedule Constant(double weight) => new(ScheduleShape.Constant, weight, weight, 1);

    /// <summary>start + (end - start) t / T_max, then end.</summary>
    /// <param name="start">Weight at step 0: finite, at most 1e150 in magnitude.</param>
    /// <param name="end">Weight from T_max on: the same range.</param>
    /// <param name="steps">T_max, at least 1.</param>
    /// <exception cref="KernelException">A value outside its range.</exception>
    public static WeightSchedule Linear(double start, double end, long steps) => new(ScheduleShape.Linear, start, end, steps);

    /// <summary>end + (start - end) / 2 (1 + cos(pi t / T_max)), then end.</summary>
    /// <param name="start">Weight at step 0: finite, at most 1e150 in magnitude.</param>
    /// <param name="end">Weight from T_max on: the same range.</param>
    /// <param name="steps">T_max, at least 1.</param>
    /// <exception cref="KernelException">A value outside its range.</exception>
    public static WeightSchedule Cosine(double start, double end, long steps) => new(ScheduleShape.Cosine, start, end, steps);

    /// <summary>
    /// Atom-Searcher: alpha = 0.5 (1 - T / T_max) for the process reward; the outcome reward weighs 1 - alpha (arXiv 2508.12800; the two weights
    /// and the linear decay are checked, the 0.5 is unconfirmed: the authors' repository, antgroup/Research-Venus, has no training code).
    /// </summary>
    /// <param name="steps">T_max, at least 1.</param>
    /// <exception cref="KernelException">No steps.</exception>
    public static WeightSchedule AtomSearcher(long steps) => Linear(0.5, 0, steps);

    /// <summary>The weight at a step.</summary>
    /// <param name="step">Zero-based training step; beyond <see cref="Steps"/> the weight stays the last.</param>
    /// <returns>A value between <see cref="Start"/> and <see cref="End"/>, exactly these at both ends.</returns>
    /// <exception cref="KernelException">A negative step.</exception>
    public double At(long step)
    {
        if (step < 0)
            throw KernelChecks.BadOption(nameof(step), step, "at least 0");
        if (Shape == ScheduleShape.Constant || step == 0)
            return Start;
        if (step >= Steps)
            return End;
        var part = (double)step / Steps;
        var remaining = Shape == ScheduleShape.Linear ? 1 - part : 0.5 * (1 + Math.Cos(Math.PI * part));
        return End + ((Start - End) * remaining);
    }
}
