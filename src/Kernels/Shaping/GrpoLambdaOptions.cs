namespace Rlar.Kernels.Shaping;

/// <summary>Which groups GRPO-lambda penalises for length, and how much.</summary>
public sealed record GrpoLambdaOptions
{
    /// <summary>lambda, the part of the batch's groups that is penalised, those with the highest ratio of correct answers: 0 to 1, default 0.2.</summary>
    /// <exception cref="KernelException">A value outside the range.</exception>
    public double TopFraction
    {
        get;
        init => field = KernelChecks.Between(value, 0, 1, nameof(TopFraction));
    }
    = 0.2;

    /// <summary>alpha, the strength of the penalty: 0 to 1, default 0.2.</summary>
    /// <exception cref="KernelException">A value outside the range.</exception>
    public double Alpha
    {
        get;
        init => field = KernelChecks.Between(value, 0, 1, nameof(Alpha));
    }
    = 0.2;

    /// <summary>A group below this ratio of correct answers is never penalised: 0 to 1, default 0. With lambda 1 it is a plain threshold.</summary>
    /// <exception cref="KernelException">A value outside the range.</exception>
    public double MinimumRatio
    {
        get;
        init => field = KernelChecks.Between(value, 0, 1, nameof(MinimumRatio));
    }

    /// <summary>The top fifth of the groups, alpha 0.2.</summary>
    public static GrpoLambdaOptions Default { get; } = new();
}
