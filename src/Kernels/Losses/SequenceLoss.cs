using System.Numerics;

namespace Rlar.Kernels.Losses;

/// <summary>
/// One sequence of a policy loss, token by token, as the formulas read: what the reference is, and where other backends look for the token that is to be
/// refused.
/// </summary>
internal static class SequenceLoss
{
    /// <summary>Computes sequence b; writes its gradients where wanted.</summary>
    /// <exception cref="KernelException">A number that is not finite, or a loss that overflows.</exception>
    public static PolicyLossTally Run<T>(in PolicyLossBatch<T> batch, PolicyLossOptions options, int b, in PolicyLossGradients<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tally = new PolicyLossTally();
        var (start, end) = batch.Sequences[b];
        var rule = options.Objective.Rule(options.RatioLevel);
        var weight = batch.SequenceWeights[b];
        var entropyWeight = batch.EntropyWeights.IsEmpty ? weight : batch.EntropyWeights[b];
        var whole = rule == RatioRule.Token ? default : WholeRatio(batch, options, rule, start, end);
        double byWhole = 0;
        for (var i = start; i < end; i++)
        {
            double byLogprob = 0;
            if (batch.Counts(i))
            {
                var logRatio = LogRatio(batch, options, rule, i);
                var ratio = rule == RatioRule.Token ? Math.Exp(logRatio.Kept) : whole.Ratio;
                var term = Term(batch, options, i, ratio, logRatio.Raw, weight, ref tally);
                tally.Count(ratio, logRatio.Kept, double.CreateTruncating(batch.Advantages[i]), term.Events);
                if (!double.IsFinite(term.Value) || !double.IsFinite(term.ByRatio * ratio) || !double.IsFinite(term.ByLogprob))
                    throw LossChecks.Overflow(logRatio.Raw, i);
                byLogprob = weight * term.ByLogprob;
                if (rule == RatioRule.SequenceByToken ? whole.Passes : rule == RatioRule.Token && logRatio.Kept == logRatio.Raw)
                    byLogprob += weight * term.ByRatio * ratio;
                byWhole += weight * term.ByRatio * ratio;
                if (!batch.Entropies.IsEmpty)
                {
                    var entropy = LossChecks.Finite(nameof(batch.Entropies), batch.Entropies, i);
                    tally.EntropySum += entropy;
                    tally.EntropyTerm -= options.EntropyCoefficient * entropyWeight * entropy;
                }
            }

            if (!gradients.Logprobs.IsEmpty)
                gradients.Logprobs[i] = T.CreateTruncating(byLogprob);
            if (!gradients.Entropies.IsEmpty)
                gradients.Entropies[i] = T.CreateTruncating(batch.Counts(i) ? -options.EntropyCoefficient * entropyWeight : 0);
        }

        if (rule is RatioRule.Sequence or RatioRule.ClippedMean && whole.Passes && !gradients.Logprobs.IsEmpty && tally.Tokens > 0)
            Spread(batch, options, rule, start, end, byWhole / tally.Tokens, gradients.Logprobs);
        tally.EndSequence();
        return tally;
    }

    /// <summary>Policy objective and KL penalty of one token; adds both terms to the tally.</summary>
    private static ObjectiveTerm Term<T>(
        in PolicyLossBatch<T> batch, PolicyLossOptions options, int i, double ratio, double logRatio, double weight, ref PolicyLossTally tally)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        tally.Tokens++;
        var logprob = LossChecks.Finite(nameof(batch.Logprobs), batch.Logprobs, i);
        var old = batch.OldLogprobs.IsEmpty ? logprob : double.CreateTruncating(batch.OldLogprobs[i]);
        var advantage = LossChecks.Finite(nameof(batch.Advantages), batch.Advantages, i);
        var selected = !batch.Selected.IsEmpty && batch.Selected[i];
        var policy = options.Objective.At(new TokenPoint(ratio, logRatio, logprob, old, advantage, selected));
        var own = options.Objective is VespoObjective || batch.Weights.IsEmpty ? 1 : LossChecks.Finite(nameof(batch.Weights), batch.Weights, i);
        tally.PolicyTerm += weight * own * policy.Value;
        var (value, byRatio, byLogprob) = (own * policy.Value, own * policy.ByRatio, own * policy.ByLogprob);
        if (options.Kl is { } penalty)
        {
            var (kl, slope) = penalty.At(logprob, LossChecks.Finite(nameof(batch.ReferenceLogprobs), batch.ReferenceLogprobs, i));

            // An objective that makes its own ratio leaves the penalty the token's.
            var isOwn = options.Objective.Rule(options.RatioLevel) is RatioRule.ClippedMean or RatioRule.Product;
            var factor = !penalty.ByRatio ? 1 : isOwn ? Math.Exp(Math.Clamp(logRatio, options.MinLogRatio, options.MaxLogRatio)) : ratio;
            tally.KlSum += kl * factor;
            tally.KlTerm += weight * penalty.Coefficient * kl * factor;
            value += penalty.Coefficient * kl * factor;
            byRatio += penalty.ByRatio && !isOwn ? penalty.Coefficient * kl : 0;
            byLogprob += penalty.Coefficient * slope * factor;
            if (penalty.ByRatio && isOwn && logRatio >= options.MinLogRatio && logRatio <= options.MaxLogRatio)
                byLogprob += penalty.Coefficient * kl * factor;
        }

        return new ObjectiveTerm(value, byRatio, byLogprob, policy.Events);
    }

    /// <summary>logp - old as it is, and as the options keep it where the ratio is a token's.</summary>
    private static (double Raw, double Kept) LogRatio<T>(in PolicyLossBatch<T> batch, PolicyLossOptions options, RatioRule rule, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var logprob = LossChecks.Finite(nameof(batch.Logprobs), batch.Logprobs, i);
        if (batch.OldLogprobs.IsEmpty)
            return (0, 0);
        var raw = logprob - LossChecks.Finite(nameof(batch.OldLogprobs), batch.OldLogprobs, i);
        return (raw, rule == RatioRule.Token ? Math.Clamp(raw, options.MinLogRatio, options.MaxLogRatio) : raw);
    }

    /// <summary>The ratio of a whole sequence, and whether its gradient passes the limits.</summary>
    private static (double Ratio, bool Passes) WholeRatio<T>(in PolicyLossBatch<T> batch, PolicyLossOptions options, RatioRule rule, int start, int end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        var count = 0;
        for (var i = start; i < end; i++)
        {
            if (!batch.Counts(i))
                continue;
            count++;
            var raw = LogRatio(batch, options, rule, i).Raw;
            sum += rule switch
            {
                RatioRule.ClippedMean =>
                    ((GeometricMeanObjective)options.Objective).Clip(raw, LossChecks.Finite(nameof(batch.Advantages), batch.Advantages, i)),
                RatioRule.Product => VespoObjective.ClampToken(raw) + LogWeight(batch, i),
                _ => raw,
            };
        }

        if (rule == RatioRule.Product)
            return (Math.Exp(VespoObjective.ClampWhole(sum)), false);
        var mean = count == 0 ? 0 : sum / count;
        var kept = Math.Clamp(mean, options.MinLogRatio, options.MaxLogRatio);
        return (Math.Exp(kept), kept == mean);
    }

    private static double LogWeight<T>(in PolicyLossBatch<T> batch, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        batch.Weights.IsEmpty ? 0 : VespoObjective.ClampWhole(Math.Log(LossChecks.Finite(nameof(batch.Weights), batch.Weights, i)));

    /// <summary>The gradient through a sequence's mean: the same share for each token whose log-ratio entered it unclipped.</summary>
    private static void Spread<T>(
        in PolicyLossBatch<T> batch, PolicyLossOptions options, RatioRule rule, int start, int end, double share, Span<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = start; i < end; i++)
        {
            if (!batch.Counts(i))
                continue;
            if (rule == RatioRule.ClippedMean
                && !((GeometricMeanObjective)options.Objective).Passes(LogRatio(batch, options, rule, i).Raw, double.CreateTruncating(batch.Advantages[i])))
            {
                continue;
            }

            gradients[i] = T.CreateTruncating(double.CreateTruncating(gradients[i]) + share);
        }
    }
}
