using Rlar.Kernels;
using Rlar.Kernels.Losses;

namespace Rlar.Grpo.Losses;

/// <summary>Which tokens have a policy term, and how much of it.</summary>
internal sealed partial class MinibatchLoss<T>
{
    private readonly T[] _weights;
    private bool[] _kept = [];
    private bool[] _selected = [];
    private bool _hasLooked;

    private bool NeedsWeights => _rows.Weights.Length > 0 || _options.NeedsSampler || _options.NeedsLogprobsFirst;

    /// <summary>
    /// Chooses tokens over the whole minibatch: those of highest entropy, KL-Cov's and Clip-Cov's. Needed before the first slope where
    /// <see cref="NeedsLogprobsFirst"/> says so, else without effect.
    /// </summary>
    /// <param name="logprobs">[N] current log-probabilities of all rows' tokens.</param>
    /// <param name="entropies">[N] their entropies in nats; or empty, where none are chosen by entropy.</param>
    /// <param name="shuffle">Orders Clip-Cov's candidates; a seeded <see cref="Random.Shuffle{TItem}(Span{TItem})"/>, so that a run can be repeated.</param>
    /// <exception cref="TrainingException">A number that counts and is not finite.</exception>
    public void Look(ReadOnlySpan<T> logprobs, ReadOnlySpan<T> entropies, Action<int[]> shuffle)
    {
        try
        {
            if (_options.TopEntropyShare < 1)
            {
                _kept = new bool[Tokens];
                TokenSelection.TopEntropy(entropies, _rows.Mask, _options.TopEntropyShare, _kept);
            }

            if (_options.Covariance is { } covariance)
                ByCovariance(covariance, logprobs, shuffle);
        }
        catch (KernelException error)
        {
            throw new TrainingException($"No tokens can be chosen over the minibatch: {error.Message}", error);
        }

        _hasLooked = true;
    }

    private void ByCovariance(CovarianceOptions covariance, ReadOnlySpan<T> logprobs, Action<int[]> shuffle)
    {
        var chosen = new bool[Tokens];
        if (_options.Policy.Objective is not ClippedObjective clip)
        {
            TokenSelection.TopCovariance(logprobs, _rows.Advantages, _rows.Mask, covariance.Share, chosen);
            _selected = chosen;
            return;
        }

        TokenSelection.CovarianceBand(
            logprobs, _rows.Advantages, _rows.Mask, Clipped(clip, logprobs), (covariance.Low, covariance.High), covariance.Share, shuffle, chosen);
        if (_kept.Length == 0)
            _kept = chosen;
        for (var i = 0; i < chosen.Length; i++)
            _kept[i] &= chosen[i];
    }

    /// <summary>Where the clip already stops the gradient.</summary>
    private bool[] Clipped(ClippedObjective clip, ReadOnlySpan<T> logprobs)
    {
        var clipped = new bool[Tokens];
        for (var i = 0; i < clipped.Length; i++)
        {
            if (_rows.OldLogprobs.Length == 0 || (_rows.Mask.Length > 0 && !_rows.Mask[i]))
                continue;
            var ratio = Math.Exp(double.CreateTruncating(logprobs[i]) - double.CreateTruncating(_rows.OldLogprobs[i]));
            var advantage = double.CreateTruncating(_rows.Advantages[i]);
            clipped[i] = advantage > 0 ? ratio > 1 + clip.High : advantage < 0 && ratio < 1 - clip.Low;
        }

        return clipped;
    }

    /// <summary>The factors of a row's policy terms: the rows' own, the correction, and 0 for what is not kept.</summary>
    private ReadOnlySpan<T> Weigh(int row, ReadOnlySpan<T> logprobs)
    {
        if (!NeedsWeights)
            return default;
        var weights = _weights.AsSpan(_offsets[row], logprobs.Length);
        var layout = GroupLayout.Uniform(1, weights.Length);
        var mask = Of(_rows.Mask, row);
        var sampler = Of(_rows.SamplerLogprobs, row);
        if (_options.Correction is { } correction)
            correction.Weigh(layout, mask, _rows.OldLogprobs.Length == 0 ? logprobs : Of(_rows.OldLogprobs, row), sampler, weights);
        else
            weights.Fill(T.One);
        var given = Of(_rows.Weights, row);
        for (var t = 0; t < given.Length; t++)
            weights[t] *= given[t];
        if (_options.Policy.Objective is GeometricMeanObjective)
            RolloutCorrection.GeometricMean(layout, mask, weights);
        if (_kept.Length > 0)
            TokenSelection.Drop(Of(_kept, row), weights);
        if (_options.OffPolicyThreshold is { } threshold)
        {
            var kept = new bool[weights.Length];
            TokenSelection.OnPolicySequences(layout, mask, logprobs, sampler, Of(_rows.Advantages, row), threshold, kept);
            TokenSelection.Drop(kept, weights);
        }

        return weights;
    }
}
