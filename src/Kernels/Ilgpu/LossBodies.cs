using ILGPU;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Ilgpu;

/// <summary>The policy losses, forward and backward in one kernel: a team a sequence. Kernel code.</summary>
internal static class LossBodies
{
    private const double Largest = double.MaxValue;

    /// <summary>Sums of each sequence, and its gradients where they are wanted.</summary>
    public static void Sequence<T, TReal>(LossJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var parts = SharedMemory.Allocate<LossPart>(Team.MaxBlock);
        var shared = SharedMemory.Allocate<double>(Team.MaxBlock);
        var team = Team.Own(job.Width);
        long start = 0;
        long end = 0;
        var weight = 0.0;
        var entropyWeight = 0.0;
        if (team.Index < job.Sequences)
        {
            start = job.Size > 0 ? team.Index * job.Size : job.Offsets[team.Index];
            end = job.Size > 0 ? start + job.Size : job.Offsets[team.Index + 1];
            weight = job.SequenceWeights[team.Index];
            entropyWeight = weight;
            if (job.EntropyWeights.Length > 0)
                entropyWeight = job.EntropyWeights[team.Index];
        }

        var whole = default(WholeRatio);
        if (job.Rule.Ratio != (int)RatioRule.Token)
            whole = WholeRatio.Of<T, TReal>(job, team, shared, start, end);
        var part = LossPart.None;
        for (var i = start + team.Lane; i < end; i += team.Width)
        {
            var byLogprob = 0.0;
            var byEntropy = 0.0;
            if (GroupSpan.IsScored(job.Mask, i))
            {
                byLogprob = weight * Token<T, TReal>(job, whole, i, ref part);
                byEntropy = -job.Rule.EntropyCoefficient * entropyWeight;
            }

            if (job.ByLogprob.Length > 0)
                job.ByLogprob[i] = TReal.Down(byLogprob);
            if (job.ByEntropy.Length > 0)
                job.ByEntropy[i] = TReal.Down(byEntropy);
        }

        var all = Join(team, parts, part);
        if (team.Lane == 0 && team.Index < job.Sequences)
            job.Parts[team.Index] = all;
        if (job.ByLogprob.Length > 0 && whole.Passes != 0 && all.Tokens > 0)
            Spread<T, TReal>(job, team, start, end, weight * all.ByRatio / all.Tokens);
    }

    /// <summary>The KL penalty of each token and its derivative by logp, without the coefficient; a thread a token.</summary>
    public static void Kl<T, TReal>(LossJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var i = Team.Own(1).Index;
        if (i >= job.Logprobs.Length)
            return;
        var value = job.Rule.Kl.At(TReal.Up(job.References[i]) - TReal.Up(job.Logprobs[i]), out var slope);
        job.ByEntropy[i] = TReal.Down(value);
        if (job.ByLogprob.Length > 0)
            job.ByLogprob[i] = TReal.Down(slope);
    }

    /// <summary>One token that counts; returns d loss / d logp before the sequence's weight, without what goes through a sequence's ratio.</summary>
    private static double Token<T, TReal>(in LossJob<T> job, in WholeRatio whole, long i, ref LossPart part)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var token = default(LossToken);
        token.Logprob = Number<T, TReal>(job.Logprobs, i, ref part);
        token.Advantage = Number<T, TReal>(job.Advantages, i, ref part);
        token.Old = token.Logprob;
        if (job.Old.Length > 0)
            token.Old = Number<T, TReal>(job.Old, i, ref part);
        if (job.Selected.Length > 0 && job.Selected[i] != 0)
            token.IsSelected = 1;
        token.Raw = token.Logprob - token.Old;
        token.LogRatio = token.Raw;
        if (job.Rule.Ratio == (int)RatioRule.Token)
        {
            token.LogRatio = DeviceMath.Clamp(token.Raw, job.Rule.MinLogRatio, job.Rule.MaxLogRatio);
            token.Ratio = DeviceMath.Exp(token.LogRatio);
            if (token.LogRatio == token.Raw)
                token.Passes = 1;
        }
        else
        {
            token.Ratio = whole.Ratio;
            token.WholeLogRatio = whole.LogRatio;
            if (job.Rule.Ratio == (int)RatioRule.SequenceByToken)
                token.Passes = whole.Passes;
        }

        LossObjectives.At(job.Rule, ref token);
        if (job.Weights.Length > 0)
        {
            var own = Number<T, TReal>(job.Weights, i, ref part);
            if (job.Rule.Objective == LossRule.Vespo)
                own = 1.0;
            token.Value *= own;
            token.ByRatio *= own;
            token.ByLogprob *= own;
        }

        part.Policy += token.Value;
        if (job.Rule.Kl.Estimator >= 0)
            Penalty<T, TReal>(job, i, ref token, ref part);
        if (job.Entropies.Length > 0)
            part.Entropy += Number<T, TReal>(job.Entropies, i, ref part);
        var byLogRatio = token.ByRatio * token.Ratio;
        part.ByRatio += byLogRatio;
        part = LossPart.Count(part, token);
        if (!IsWithin(token.Value, Largest) || !IsWithin(byLogRatio, Largest) || !IsWithin(token.ByLogprob, Largest))
            part.Bad++;
        return token.Passes != 0 ? token.ByLogprob + byLogRatio : token.ByLogprob;
    }

    private static void Penalty<T, TReal>(in LossJob<T> job, long i, ref LossToken token, ref LossPart part)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var rule = job.Rule.Kl;
        var kl = rule.At(Number<T, TReal>(job.References, i, ref part) - token.Logprob, out var slope);
        if (rule.ByRatio != 0)
        {
            // An objective that makes its own ratio leaves the penalty the token's.
            if (job.Rule.Ratio == (int)RatioRule.ClippedMean || job.Rule.Ratio == (int)RatioRule.Product)
            {
                var kept = DeviceMath.Clamp(token.Raw, job.Rule.MinLogRatio, job.Rule.MaxLogRatio);
                var ratio = DeviceMath.Exp(kept);
                slope *= ratio;
                kl *= ratio;
                if (kept == token.Raw)
                    slope += kl;
            }
            else
            {
                token.ByRatio += rule.Coefficient * kl;
                slope *= token.Ratio;
                kl *= token.Ratio;
            }
        }

        token.Value += rule.Coefficient * kl;
        token.ByLogprob += rule.Coefficient * slope;
        part.Kl += kl;
    }

    /// <summary>The gradient through a sequence's ratio: the same share for each token whose log-ratio entered it unclipped.</summary>
    private static void Spread<T, TReal>(in LossJob<T> job, in Team team, long start, long end, double share)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        if (job.Rule.Ratio != (int)RatioRule.Sequence && job.Rule.Ratio != (int)RatioRule.ClippedMean)
            return;
        for (var i = start + team.Lane; i < end; i += team.Width)
        {
            if (!GroupSpan.IsScored(job.Mask, i))
                continue;
            var passes = 1;
            if (job.Rule.Ratio == (int)RatioRule.ClippedMean)
                passes = WholeRatio.PassesClip(job.Rule, WholeRatio.LogRatioOf<T, TReal>(job, i), TReal.Up(job.Advantages[i]));
            if (passes != 0)
                job.ByLogprob[i] = TReal.Down(TReal.Up(job.ByLogprob[i]) + share);
        }
    }

    /// <summary>All lanes' parts together, in every thread of the team. Every thread of the block must come here.</summary>
    private static LossPart Join(in Team team, ArrayView<LossPart> parts, in LossPart own)
    {
        var thread = Group.IdxX;
        parts[thread] = own;
        Group.Barrier();
        for (var half = team.Width / 2; half > 0; half /= 2)
        {
            if (team.Lane < half)
                parts[thread] = LossPart.Merge(parts[thread], parts[thread + half]);
            Group.Barrier();
        }

        return parts[thread - team.Lane];
    }

    /// <summary>A number of a token that counts; notes one that the host has to refuse.</summary>
    private static double Number<T, TReal>(ArrayView<T> values, long i, ref LossPart part)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var value = TReal.Up(values[i]);
        if (!IsWithin(value, KernelChecks.Limit))
            part.Bad++;
        return value;
    }

    // False for NaN.
    private static bool IsWithin(double value, double limit) => value >= -limit && value <= limit;
}
