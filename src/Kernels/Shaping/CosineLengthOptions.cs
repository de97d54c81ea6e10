namespace Rlar.Kernels.Shaping;

/// <summary>The bounds of the cosine length reward; the defaults are TRL's.</summary>
public sealed record CosineLengthOptions
{
    /// <summary>Puts the longest length in.</summary>
    /// <param name="maxLength">L_max in tokens, at least 1; longer completions count as this long.</param>
    /// <exception cref="KernelException">A length below 1.</exception>
    public CosineLengthOptions(int maxLength) => MaxLength = KernelChecks.AtLeast(maxLength, 1, nameof(maxLength));

    /// <summary>L_max in tokens.</summary>
    public int MaxLength { get; }

    /// <summary>What a wrong answer of length 0 gets: finite, default -1.</summary>
    public double MinWrong
    {
        get;
        init => field = KernelChecks.Bounded(value, nameof(MinWrong));
    }
    = -1;

    /// <summary>What a wrong answer of length L_max gets: finite, default -0.5.</summary>
    public double MaxWrong
    {
        get;
        init => field = KernelChecks.Bounded(value, nameof(MaxWrong));
    }
    = -0.5;

    /// <summary>What a correct answer of length L_max gets: finite, default 0.5.</summary>
    public double MinCorrect
    {
        get;
        init => field = KernelChecks.Bounded(value, nameof(MinCorrect));
    }
    = 0.5;

    /// <summary>What a correct answer of length 0 gets: finite, default 1.</summary>
    public double MaxCorrect
    {
        get;
        init => field = KernelChecks.Bounded(value, nameof(MaxCorrect));
    }
    = 1;
}
