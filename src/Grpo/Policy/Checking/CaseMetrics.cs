using Rlar.Kernels.Losses;
using Rlar.Kernels.Reference;

namespace Rlar.Grpo.Policy.Checking;

/// <summary>What is worth watching about a case, over the tokens that count; gspo's ratios are one a sequence. Null where it has no meaning.</summary>
/// <param name="Kl">Mean of exp(d) - d - 1 with d = ref - logp.</param>
/// <param name="Clipped">Share whose gradient the clip stops.</param>
/// <param name="Outside">Share with a ratio outside the bounds, whatever the advantage's sign.</param>
/// <param name="Least">Least ratio.</param>
/// <param name="Greatest">Greatest ratio.</param>
/// <param name="Mean">Mean ratio.</param>
internal sealed record CaseMetrics(double? Kl, double? Clipped, double? Outside, double? Least, double? Greatest, double? Mean)
{
    /// <summary>The metrics of a case.</summary>
    /// <param name="given">The case.</param>
    /// <param name="logprobs">Log-probabilities of each sequence.</param>
    internal static CaseMetrics Of(CheckCase given, IReadOnlyList<double[]> logprobs)
    {
        var divergence = given.Loss.Beta == 0 ? null : MeanKl(given, logprobs);
        if (given.Loss.Type == "sft")
            return new CaseMetrics(divergence, null, null, null, null, null);
        var ratios = given.Sequences.SelectMany((sequence, row) => Ratios(sequence, logprobs[row], given.Loss.Type == "gspo")).ToArray();
        if (ratios.Length == 0)
            return new CaseMetrics(divergence, 0, 0, null, null, null);
        var (low, high) = (given.Loss.Type == "cispo" ? double.NegativeInfinity : 1 - given.Loss.Low, 1 + given.Loss.High);
        double Share(Func<(double Ratio, double Advantage), bool> counts) => (double)ratios.Count(counts) / ratios.Length;
        return new CaseMetrics(
            divergence,
            Share(point => (point.Ratio < low && point.Advantage < 0) || (point.Ratio > high && point.Advantage > 0)),
            Share(point => point.Ratio < low || point.Ratio > high),
            ratios.Min(point => point.Ratio), ratios.Max(point => point.Ratio), ratios.Average(point => point.Ratio));
    }

    private static IEnumerable<(double Ratio, double Advantage)> Ratios(CheckSequence sequence, double[] logprobs, bool bySequence)
    {
        var differences = logprobs.Select((logprob, token) => sequence.OldLogprobs is { } old ? logprob - old[token] : 0)
            .Where((_, token) => sequence.Mask[token]).ToArray();
        if (bySequence)
            differences = differences.Length == 0 ? [] : [differences.Average()];
        return differences.Select(difference => (Math.Exp(difference), sequence.Advantage));
    }

    private static double? MeanKl(CheckCase given, IReadOnlyList<double[]> logprobs)
    {
        var kernels = new ReferencePolicyLosses();
        var values = given.Sequences.SelectMany((sequence, row) =>
        {
            var divergences = new double[logprobs[row].Length];
            kernels.Kl(logprobs[row], sequence.ReferenceLogprobs ?? [], new KlPenalty(), divergences, []);
            return divergences.Where((_, token) => sequence.Mask[token]);
        }).ToArray();
        return values.Length == 0 ? 0 : values.Average();
    }
}
