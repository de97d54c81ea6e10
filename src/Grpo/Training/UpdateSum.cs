using Rlar.Grpo.Losses;
using Rlar.Grpo.Rollouts;

namespace Rlar.Grpo.Training;

/// <summary>What the optimiser steps of an update come to together.</summary>
/// <param name="learningRate">Their rate.</param>
internal sealed class UpdateSum(double learningRate)
{
    private double _loss;
    private double _norm;
    private double _kl;
    private bool _hasKl;
    private double _clipped;
    private double _entropy;
    private long _counted;
    private long _tokens;

    /// <summary>Their rate.</summary>
    internal double LearningRate => learningRate;

    /// <summary>How many there were.</summary>
    internal int Updates { get; private set; }

    /// <summary>Sampler against trainer; null until it is known.</summary>
    internal RolloutMismatch? Mismatch { get; set; }

    /// <summary>All of it.</summary>
    internal UpdateMeasures Measures => new()
    {
        Loss = _loss / Math.Max(1, Updates),
        Kl = _hasKl ? _kl / Math.Max(1, _counted) : null,
        ClipShare = _clipped / Math.Max(1, _counted),
        Entropy = _entropy / Math.Max(1, _counted),
        Mismatch = Mismatch ?? default,
        GradientNorm = _norm / Math.Max(1, Updates),
        LearningRate = learningRate,
        Tokens = _tokens,
    };

    /// <summary>An optimiser step was taken.</summary>
    /// <param name="result">What its loss came to.</param>
    /// <param name="norm">The norm of its gradient.</param>
    /// <param name="tokens">Its tokens, prompts included.</param>
    internal void Add(MinibatchResult result, double norm, long tokens)
    {
        var counted = result.Loss.Tokens;
        Updates++;
        _loss += result.Loss.Loss;
        _norm += norm;
        _kl += (result.ReferenceKl ?? 0) * counted;
        _hasKl |= result.ReferenceKl is not null;
        _clipped += result.Loss.ClippedLow + result.Loss.ClippedHigh;
        _entropy += result.Loss.MeanEntropy * counted;
        _counted += counted;
        _tokens += tokens;
    }
}
