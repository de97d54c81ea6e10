namespace Rlar.Rewards.Metrics.Segments;

/// <summary>What resampling says of a system's score.</summary>
/// <param name="Mean">The mean over the resamples.</param>
/// <param name="HalfWidth">Half the width of the interval that holds 95 % of them.</param>
/// <param name="PValue">
/// How likely so great a difference from the baseline, or a greater one, would be by chance, a value between 0.0 and 1.0; null for the baseline.
/// </param>
public readonly record struct BootstrapEstimate(double Mean, double HalfWidth, double? PValue);
