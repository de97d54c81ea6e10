namespace Rlar.Grpo.Losses;

/// <summary>
/// Which tokens KL-Cov penalises and Clip-Cov leaves out (arXiv 2505.22617): by (A - mean A)(logp - mean logp) over the minibatch's tokens that count.
/// </summary>
public sealed record CovarianceOptions
{
    /// <summary>Share of the tokens, above 0, at most 1; at least one token. Default 2e-4, as verl has it.</summary>
    public double Share { get; init => field = value is > 0 and <= 1 ? value : throw Refuse("share", value, "above 0 and at most 1"); } = 2e-4;

    /// <summary>Clip-Cov: the covariance above which a token may be left out. Default 1.</summary>
    public double Low { get; init => field = double.IsNaN(value) ? throw Refuse("low end", value, "a number") : value; } = 1;

    /// <summary>Clip-Cov: the covariance below which it may. Default 5.</summary>
    public double High { get; init => field = double.IsNaN(value) ? throw Refuse("high end", value, "a number") : value; } = 5;

    private static TrainingException Refuse(string what, double value, string range) =>
        new($"The {what} of the selection by covariance is {value}; it must be {range}.");
}
