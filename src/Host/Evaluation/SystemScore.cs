using Rlar.Rewards.Metrics.Segments;

namespace Rlar.Host.Evaluation;

/// <summary>One system's score with one metric.</summary>
/// <param name="System">The system's file.</param>
/// <param name="Statistics">Its statistics.</param>
/// <param name="Signature">How it was computed.</param>
/// <param name="Estimate">What resampling says, where it was asked for.</param>
internal sealed record SystemScore(string System, SystemStatistics Statistics, string Signature, BootstrapEstimate? Estimate);
