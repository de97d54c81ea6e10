using System.Text.Json;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Tests.Losses;

/// <summary>The metrics that TRL and verl print beside a loss, out of ours.</summary>
internal static class PeerMetrics
{
    // Of one process only, or of what happens outside the loss: minima and maxima over processes, the statistics of the rollout correction.
    private static readonly string[] s_elsewhere = ["clip_ratio/low_min", "clip_ratio/high_max", "entropy_coef", "vespo/phi_seq_mean"];

    internal static void Check(PeerLoss peer, PolicyLossResult result, Action<string, double, double> close)
    {
        foreach (var metric in peer.Row.GetProperty("expected").GetProperty("metrics").EnumerateObject())
        {
            if (metric.Value.ValueKind != JsonValueKind.Number || s_elsewhere.Contains(metric.Name)
                || metric.Name.StartsWith("rollout_corr/", StringComparison.Ordinal))
            {
                continue;
            }

            close(metric.Name, metric.Value.GetDouble(), Of(metric.Name, peer, result));
        }
    }

    private static double Of(string name, PeerLoss peer, PolicyLossResult result)
    {
        var tokens = Math.Max(1.0, result.Tokens);
        var bySequence = peer.Loss.RatioLevel == RatioLevel.Sequence;
        double Share(long ofTokens, long ofSequences) => bySequence ? (double)ofSequences / peer.Sequences : ofTokens / tokens;
        return name switch
        {
            "kl" => result.MeanKl,
            "entropy" => result.MeanEntropy,
            "policy_loss" => result.PolicyTerm,
            "clip_ratio/low_mean" => Share(result.ClippedLow, result.ClippedLowSequences),
            "clip_ratio/high_mean" or "cispo_clip_ratio" => Share(result.ClippedHigh, result.ClippedHighSequences),
            "clip_ratio/region_mean" => Share(result.ClippedLow + result.ClippedHigh, result.ClippedLowSequences + result.ClippedHighSequences),
            "actor/ppo_kl" => peer.Loss.Objective is KlCovarianceObjective ? result.MeanAbsoluteLogRatio : result.ApproximateKl,
            "actor/pg_clipfrac_lower" => peer.Loss.Objective switch
            {
                GeometricMeanObjective => result.OutsideNegative,
                CispoObjective => 0,
                _ => result.DualClipped,
            } / tokens,
            "actor/pg_clipfrac" => peer.Loss.Objective switch
            {
                GeometricMeanObjective => result.OutsidePositive,
                CispoObjective => result.Outside,
                DppoObjective => result.Dropped,
                ClippedObjective when peer.Selected.Length > 0 => peer.Tokens - peer.Selected.Count(s => s),
                _ => result.ClippedLow + result.ClippedHigh,
            } / tokens,
            _ => throw new InvalidOperationException(name),
        };
    }
}
