using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Cpu;

/// <content>Objectives with a logarithm, a sum over the sequence or a selection.</content>
internal static partial class LaneObjectives
{
    /// <summary>As <see cref="DppoTotalVariation"/>, by the divergence of Kullback and Leibler.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly struct DppoKullbackLeibler(DppoObjective options) : ILaneObjective
    {
        private readonly double _low = options.Low;
        private readonly double _high = options.High;
        private readonly double _cap = options.RatioCap;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(
            Vector256<double> ratio, Vector256<double> logprob, Vector256<double> old, Vector256<double> advantage, Vector256<double> selected,
            out Vector256<double> value, out Vector256<double> byRatio, out Vector256<double> byLogprob, ref LaneEvents events)
        {
            var (now, before) = (Vector256.Exp(logprob), Vector256.Exp(old));
            var one = Vector256<double>.One;
            var epsilon = Vector256.Create(DppoObjective.LogEpsilon);
            var divergence = (before * (old - logprob)) + ((one - before) * Vector256.Log((one - before + epsilon) / (one - now + epsilon)));
            var isNear = Vector256.ConditionalSelect(
                Vector256.GreaterThan(advantage, Zero),
                Vector256.LessThanOrEqual(divergence, Vector256.Create(_high)) | Vector256.LessThanOrEqual(now, before),
                Vector256.LessThanOrEqual(divergence, Vector256.Create(_low)) | Vector256.GreaterThanOrEqual(now, before));
            byLogprob = -Vector256.MinNative(ratio, Vector256.Create(_cap)) * advantage & isNear;
            value = byLogprob * logprob;
            byRatio = Zero;
            (events.Below, events.Above) = (Zero, Zero);
            (events.DualClipped, events.Dropped) = (Vector256.GreaterThan(ratio, Vector256.Create(_cap)) & isNear, ~isNear);
        }
    }

    /// <summary>-(A logp - beta / 2 (logp - old)²).</summary>
    internal readonly struct Dro(DroObjective options) : ILaneObjective
    {
        private readonly double _beta = options.Beta;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(
            Vector256<double> ratio, Vector256<double> logprob, Vector256<double> old, Vector256<double> advantage, Vector256<double> selected,
            out Vector256<double> value, out Vector256<double> byRatio, out Vector256<double> byLogprob, ref LaneEvents events)
        {
            var difference = logprob - old;
            var beta = Vector256.Create(_beta);
            value = (-advantage * logprob) + (beta * Vector256.Create(0.5) * difference * difference);
            byLogprob = (beta * difference) - advantage;
            byRatio = Zero;
            (events.Below, events.Above, events.DualClipped, events.Dropped) = (Zero, Zero, Zero, Zero);
        }
    }

    /// <summary>-r A + coefficient |logp - old| where selected.</summary>
    internal readonly struct KlCovariance(KlCovarianceObjective options) : ILaneObjective
    {
        private readonly double _coefficient = options.Coefficient;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(
            Vector256<double> ratio, Vector256<double> logprob, Vector256<double> old, Vector256<double> advantage, Vector256<double> selected,
            out Vector256<double> value, out Vector256<double> byRatio, out Vector256<double> byLogprob, ref LaneEvents events)
        {
            var difference = logprob - old;
            var penalty = Vector256.Create(_coefficient) & selected;
            byRatio = -advantage;
            value = (ratio * byRatio) + (penalty * Vector256.Abs(difference));
            byLogprob = Vector256.AndNot(Vector256.CopySign(penalty, difference), Vector256.Equals(difference, Zero));
            (events.Below, events.Above, events.DualClipped, events.Dropped) = (Zero, Zero, Zero, Zero);
        }
    }

    /// <summary>-s A, s the geometric mean of the clipped ratios.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly struct GeometricMean(GeometricMeanObjective options) : ILaneObjective
    {
        private readonly double _low = -options.Low;
        private readonly double _high = options.High;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(
            Vector256<double> ratio, Vector256<double> logprob, Vector256<double> old, Vector256<double> advantage, Vector256<double> selected,
            out Vector256<double> value, out Vector256<double> byRatio, out Vector256<double> byLogprob, ref LaneEvents events)
        {
            var difference = logprob - old;
            byRatio = -advantage;
            value = ratio * byRatio;
            byLogprob = Zero;
            (events.Below, events.Above) = (Vector256.LessThan(difference, Vector256.Create(_low)), Vector256.GreaterThan(difference, Vector256.Create(_high)));
            (events.DualClipped, events.Dropped) = (Zero, Zero);
        }
    }

    /// <summary>-stopgrad(exp(lambda + k log w - lambda w)) A logp, w the sequence's whole ratio.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly struct Vespo(VespoObjective options) : ILaneObjective
    {
        private readonly double _positivePower = options.PositivePower;
        private readonly double _positiveRate = options.PositiveRate;
        private readonly double _negativePower = options.NegativePower;
        private readonly double _negativeRate = options.NegativeRate;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(
            Vector256<double> ratio, Vector256<double> logprob, Vector256<double> old, Vector256<double> advantage, Vector256<double> selected,
            out Vector256<double> value, out Vector256<double> byRatio, out Vector256<double> byLogprob, ref LaneEvents events)
        {
            var isPositive = Vector256.GreaterThanOrEqual(advantage, Zero);
            var power = Vector256.ConditionalSelect(isPositive, Vector256.Create(_positivePower), Vector256.Create(_negativePower));
            var rate = Vector256.ConditionalSelect(isPositive, Vector256.Create(_positiveRate), Vector256.Create(_negativeRate));
            byLogprob = -Vector256.Exp(rate + (power * Vector256.Log(ratio)) - (rate * ratio)) * advantage;
            value = byLogprob * logprob;
            byRatio = Zero;
            (events.Below, events.Above, events.DualClipped, events.Dropped) = (Zero, Zero, Zero, Zero);
        }
    }
}
