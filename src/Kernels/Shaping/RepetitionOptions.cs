namespace Rlar.Kernels.Shaping;

/// <summary>How repetition is counted and what it costs; the defaults are TRL's.</summary>
public sealed record RepetitionOptions
{
    /// <summary>n, tokens an n-gram: at least 1, default 3.</summary>
    /// <exception cref="KernelException">A value below 1.</exception>
    public int NGramSize
    {
        get;
        init => field = KernelChecks.AtLeast(value, 1, nameof(NGramSize));
    }
    = 3;

    /// <summary>p, what a completion of nothing but repetition approaches: between -1e150 and 0, default -1.</summary>
    /// <exception cref="KernelException">A value outside the range; a positive one would pay for repetition.</exception>
    public double MaxPenalty
    {
        get;
        init => field = KernelChecks.Between(value, -KernelChecks.Limit, 0, nameof(MaxPenalty));
    }
    = -1;

    /// <summary>Trigrams, penalty -1.</summary>
    public static RepetitionOptions Default { get; } = new();
}
