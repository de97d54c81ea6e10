using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// One sequence of a policy loss, four tokens at a time. Four doubles whatever the machine's width, so that the bits do not depend on it.
/// </summary>
internal ref struct PolicyLossLanes<T, TObjective>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TObjective : struct, ILaneObjective
{
    private const int Width = CpuShapingLanes.Width;

    private readonly PolicyLossBatch<T> _batch;
    private readonly PolicyLossGradients<T> _gradients;
    private readonly PolicyLossOptions _options;
    private readonly TObjective _objective;
    private readonly RatioRule _rule;
    private double _weight;
    private double _entropyWeight;
    private int _length;
    private ReadOnlySpan<bool> _mask;
    private ReadOnlySpan<bool> _selected;
    private ReadOnlySpan<T> _logprobs;
    private ReadOnlySpan<T> _old;
    private ReadOnlySpan<T> _advantages;
    private ReadOnlySpan<T> _references;
    private ReadOnlySpan<T> _entropies;
    private ReadOnlySpan<T> _weights;
    private Span<T> _byLogprob;
    private Span<T> _byEntropy;
    private double _wholeRatio;
    private bool _wholePasses;
    private Vector256<double> _policy;
    private Vector256<double> _kl;
    private Vector256<double> _entropy;
    private Vector256<double> _logRatios;
    private Vector256<double> _absoluteLogRatios;
    private Vector256<double> _ratios;
    private Vector256<double> _least;
    private Vector256<double> _greatest;
    private Vector256<double> _byRatio;
    private Vector256<double> _good;
    private PolicyLossTally _tally;

    internal PolicyLossLanes(ref readonly PolicyLossJob<T, TObjective> job)
    {
        (_options, _objective) = (job.Options, job.Objective);
        _batch = job.Batch;
        _gradients = job.Gradients;
        _rule = _options.Objective.Rule(_options.RatioLevel);
    }

    /// <summary>Computes one sequence. False: some number is to be refused; the tally is not to be used then.</summary>
    internal bool Run(int sequence, out PolicyLossTally tally)
    {
        Begin(sequence);
        if (_rule != RatioRule.Token)
            WholeRatio();
        for (var i = 0; i < _length; i += Width)
            Block(i);

        if (_rule is RatioRule.Sequence or RatioRule.ClippedMean && _wholePasses && !_byLogprob.IsEmpty && _tally.Tokens > 0)
            Spread(Sum(_byRatio) * _weight / _tally.Tokens);
        _tally.PolicyTerm = _weight * Sum(_policy);
        _tally.KlSum = Sum(_kl);
        _tally.KlTerm = _weight * (_options.Kl?.Coefficient ?? 0) * _tally.KlSum;
        _tally.EntropySum = Sum(_entropy);
        _tally.EntropyTerm = -_options.EntropyCoefficient * _entropyWeight * _tally.EntropySum;
        _tally.LogRatioSum = Sum(_logRatios);
        _tally.AbsoluteLogRatioSum = Sum(_absoluteLogRatios);
        _tally.RatioSum = Sum(_ratios);
        for (var lane = 0; lane < Width; lane++)
        {
            _tally.MinRatio = Math.Min(_tally.MinRatio, _least[lane]);
            _tally.MaxRatio = Math.Max(_tally.MaxRatio, _greatest[lane]);
        }

        _tally.EndSequence();
        tally = _tally;
        return Vector256.EqualsAll(_good.AsInt64(), Vector256<long>.AllBitsSet);
    }

    private void Begin(int sequence)
    {
        var (start, end) = _batch.Sequences[sequence];
        _length = end - start;
        _mask = Own(_batch.Mask, start);
        _selected = _options.Objective is KlCovarianceObjective ? Own(_batch.Selected, start) : default;
        _logprobs = Own(_batch.Logprobs, start);
        _old = Own(_batch.OldLogprobs, start);
        _advantages = Own(_batch.Advantages, start);
        _references = Own(_batch.ReferenceLogprobs, start);
        _entropies = Own(_batch.Entropies, start);
        _weights = Own(_batch.Weights, start);
        _byLogprob = _gradients.Logprobs.IsEmpty ? default : _gradients.Logprobs.Slice(start, _length);
        _byEntropy = _gradients.Entropies.IsEmpty ? default : _gradients.Entropies.Slice(start, _length);
        _weight = _batch.SequenceWeights[sequence];
        _entropyWeight = _batch.EntropyWeights.IsEmpty ? _weight : _batch.EntropyWeights[sequence];
        _policy = _kl = _entropy = _logRatios = _absoluteLogRatios = _ratios = _byRatio = Vector256<double>.Zero;
        _least = Vector256.Create(double.PositiveInfinity);
        _greatest = Vector256.Create(double.NegativeInfinity);
        _good = Vector256<double>.AllBitsSet;
        _tally = new PolicyLossTally();
    }

    private readonly ReadOnlySpan<TItem> Own<TItem>(ReadOnlySpan<TItem> all, int start) => all.IsEmpty ? default : all.Slice(start, _length);

    private void Block(int i)
    {
        var mask = Mask(i);
        var logprob = Number(_logprobs, i, mask);
        var old = _old.IsEmpty ? logprob : Number(_old, i, mask);
        var advantage = Number(_advantages, i, mask);
        var raw = logprob - old;
        var (logRatio, ratio, passes) = (raw, Vector256.Create(_wholeRatio), Vector256<double>.Zero);
        if (_rule == RatioRule.Token)
        {
            logRatio = Clamp(raw, _options);
            ratio = Vector256.Exp(logRatio);
            passes = Vector256.Equals(logRatio, raw);
        }
        else if (_rule == RatioRule.SequenceByToken && _wholePasses)
        {
            passes = Vector256<double>.AllBitsSet;
        }

        var events = default(LaneEvents);
        _objective.At(ratio, logprob, old, advantage, Selected(i), out var value, out var byRatio, out var byLogprob, ref events);
        if (!_weights.IsEmpty)
        {
            // Where the ratio is the whole product, the weights are in it already.
            var own = _rule == RatioRule.Product ? Vector256<double>.One : Number(_weights, i, mask);
            (value, byRatio, byLogprob) = (value * own, byRatio * own, byLogprob * own);
        }

        _policy += value & mask;
        if (_options.Kl is { } penalty)
            Kl(penalty, i, mask, logprob, raw, ratio, ref byRatio, ref byLogprob);
        _byRatio += byRatio * ratio & mask;
        Finish(i, mask, ratio, byRatio * ratio, byLogprob, passes, value);
        Count(mask, advantage, logRatio, ratio, events);
    }

    private void Kl(
        KlPenalty penalty, int i, Vector256<double> mask, Vector256<double> logprob, Vector256<double> raw, Vector256<double> ratio,
        ref Vector256<double> byRatio, ref Vector256<double> byLogprob)
    {
        LaneKl.At(penalty, logprob, Number(_references, i, mask), out var kl, out var slope);
        var coefficient = Vector256.Create(penalty.Coefficient);
        if (penalty.ByRatio && _rule is (RatioRule.ClippedMean or RatioRule.Product))
        {
            // An objective that makes its own ratio leaves the penalty the token's.
            var kept = Clamp(raw, _options);
            ratio = Vector256.Exp(kept);
            kl *= ratio;
            slope = (slope * ratio) + (kl & Vector256.Equals(kept, raw));
        }
        else if (penalty.ByRatio)
        {
            byRatio += coefficient * kl;
            (kl, slope) = (kl * ratio, slope * ratio);
        }

        byLogprob += coefficient * slope;
        _kl += kl & mask;
        _good &= Finite(kl, mask);
    }

    /// <summary>Writes the gradients, adds the entropies, and checks that what is summed is finite.</summary>
    private void Finish(
        int i, Vector256<double> mask, Vector256<double> ratio, Vector256<double> byLogRatio, Vector256<double> byLogprob, Vector256<double> passes,
        Vector256<double> value)
    {
        _good &= Finite(value, mask) & Finite(byLogRatio, mask) & Finite(byLogprob, mask) & Finite(ratio, mask);
        if (!_byLogprob.IsEmpty)
            Store(Vector256.Create(_weight) * (byLogprob + (byLogRatio & passes)) & mask, _byLogprob, i);
        if (!_entropies.IsEmpty)
            _entropy += Number(_entropies, i, mask);
        if (!_byEntropy.IsEmpty)
            Store(Vector256.Create(-_options.EntropyCoefficient * _entropyWeight) & mask, _byEntropy, i);
    }

    private void Count(Vector256<double> mask, Vector256<double> advantage, Vector256<double> logRatio, Vector256<double> ratio, in LaneEvents events)
    {
        _tally.Tokens += Number(mask);
        _logRatios += logRatio & mask;
        _absoluteLogRatios += Vector256.Abs(logRatio) & mask;
        _ratios += ratio & mask;
        _least = Vector256.MinNative(_least, Vector256.ConditionalSelect(mask, ratio, Vector256.Create(double.PositiveInfinity)));
        _greatest = Vector256.MaxNative(_greatest, Vector256.ConditionalSelect(mask, ratio, Vector256.Create(double.NegativeInfinity)));
        var outside = (events.Below | events.Above) & mask;
        if (Vector256.EqualsAll((outside | ((events.DualClipped | events.Dropped) & mask)).AsInt64(), Vector256<long>.Zero))
            return;
        var (positive, negative) = (Vector256.GreaterThan(advantage, Vector256<double>.Zero), Vector256.LessThan(advantage, Vector256<double>.Zero));
        _tally.Outside += Number(outside);
        _tally.OutsidePositive += Number(outside & positive);
        _tally.OutsideNegative += Number(outside & negative);
        _tally.ClippedLow += Number(events.Below & negative & mask);
        _tally.ClippedHigh += Number(events.Above & positive & mask);
        _tally.DualClipped += Number(events.DualClipped & mask);
        _tally.Dropped += Number(events.Dropped & mask);
    }

    private void WholeRatio()
    {
        var (sum, count) = (Vector256<double>.Zero, 0);
        for (var i = 0; i < _length; i += Width)
        {
            var mask = Mask(i);
            count += Number(mask);
            sum += Share(i, mask, out _);
        }

        if (_rule == RatioRule.Product)
        {
            (_wholeRatio, _wholePasses) = (Math.Exp(VespoObjective.ClampWhole(Sum(sum))), false);
            return;
        }

        var mean = count == 0 ? 0 : Sum(sum) / count;
        var kept = Math.Min(Math.Max(mean, _options.MinLogRatio), _options.MaxLogRatio);
        (_wholeRatio, _wholePasses) = (Math.Exp(kept), kept == mean);
    }

    /// <summary>What four tokens add to the logarithm of their sequence's ratio, and through which of them its gradient passes.</summary>
    private Vector256<double> Share(int i, Vector256<double> mask, out Vector256<double> passes)
    {
        passes = mask;
        var raw = _old.IsEmpty ? Vector256<double>.Zero : Number(_logprobs, i, mask) - Number(_old, i, mask);
        if (_rule == RatioRule.ClippedMean)
        {
            var (own, advantage) = ((GeometricMeanObjective)_options.Objective, Number(_advantages, i, mask));
            var (positive, negative) = (Vector256.GreaterThan(advantage, Vector256<double>.Zero), Vector256.LessThan(advantage, Vector256<double>.Zero));
            var clipped = (Vector256.MinNative(raw, Vector256.Create(own.High)) & positive) | (Vector256.MaxNative(raw, Vector256.Create(-own.Low)) & negative);
            passes = mask & (positive | negative) & Vector256.Equals(clipped, raw);
            return clipped & mask;
        }

        if (_rule != RatioRule.Product)
            return raw & mask;
        var share = Vector256.MinNative(Vector256.MaxNative(raw, Vector256.Create(VespoObjective.ClampToken(double.MinValue))),
            Vector256.Create(VespoObjective.ClampToken(double.MaxValue)));
        if (_weights.IsEmpty)
            return share & mask;
        var weight = Number(_weights, i, mask);
        _good &= Vector256.GreaterThanOrEqual(weight, Vector256<double>.Zero);
        var (least, most) = (VespoObjective.ClampWhole(double.MinValue), VespoObjective.ClampWhole(double.MaxValue));
        return (share + Vector256.MinNative(Vector256.MaxNative(Vector256.Log(weight), Vector256.Create(least)), Vector256.Create(most))) & mask;
    }

    /// <summary>The gradient through a sequence's mean: the same share for each of its tokens whose log-ratio entered it as it was.</summary>
    private void Spread(double share)
    {
        for (var i = 0; i < _length; i += Width)
        {
            var mask = Mask(i);
            _ = Share(i, mask, out var passes);
            Store((Load<T>(_byLogprob, i) + (Vector256.Create(share) & passes)) & mask, _byLogprob, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector256<double> Selected(int i) =>
        _selected.IsEmpty ? Vector256<double>.Zero : CpuShapingLanes.Mask(_selected, i, _length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector256<double> Mask(int i) => CpuShapingLanes.Mask(_mask, i, _length);

    /// <summary>Four numbers of the tokens that count, 0 for the others; notes one that is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> Number(ReadOnlySpan<T> values, int i, Vector256<double> mask)
    {
        var block = Load(values, i) & mask;
        _good &= Vector256.LessThanOrEqual(Vector256.Abs(block), Vector256.Create(KernelChecks.Limit));
        return block;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load<TNumber>(ReadOnlySpan<TNumber> values, int i)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(values), i);
        if (values.Length - i >= Width)
        {
            if (typeof(TNumber) == typeof(double))
                return Vector256.LoadUnsafe(ref Unsafe.As<TNumber, double>(ref first));
            var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref Unsafe.As<TNumber, float>(ref first)));
            return Vector256.Create(low, high);
        }

        var block = Vector256<double>.Zero;
        for (var lane = 0; i + lane < values.Length; lane++)
            block = block.WithElement(lane, double.CreateTruncating(values[i + lane]));
        return block;
    }

    /// <summary>Writes four numbers as far as the sequence has them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Store(Vector256<double> block, Span<T> destination, int i)
    {
        if (_length - i >= Width && typeof(T) == typeof(double))
        {
            block.StoreUnsafe(ref Unsafe.As<T, double>(ref MemoryMarshal.GetReference(destination)), (nuint)i);
            return;
        }

        if (_length - i >= Width)
        {
            Vector128.Narrow(block.GetLower(), block.GetUpper()).StoreUnsafe(ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(destination)), (nuint)i);
            return;
        }

        for (var lane = 0; i + lane < _length; lane++)
            destination[i + lane] = T.CreateTruncating(block.GetElement(lane));
    }

    private static Vector256<double> Clamp(Vector256<double> value, PolicyLossOptions options) =>
        Vector256.MinNative(Vector256.MaxNative(value, Vector256.Create(options.MinLogRatio)), Vector256.Create(options.MaxLogRatio));

    private static Vector256<double> Finite(Vector256<double> value, Vector256<double> mask) =>
        Vector256.LessThanOrEqual(Vector256.Abs(value & mask), Vector256.Create(double.MaxValue));

    private static int Number(Vector256<double> mask) => BitOperations.PopCount(Vector256.ExtractMostSignificantBits(mask));

    /// <summary>Four lanes in the tree (0 + 2) + (1 + 3).</summary>
    private static double Sum(Vector256<double> four)
    {
        var two = four.GetLower() + four.GetUpper();
        return two.GetElement(0) + two.GetElement(1);
    }
}
