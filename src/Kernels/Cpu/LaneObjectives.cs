using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Cpu;

/// <summary>The objectives.</summary>
internal static partial class LaneObjectives
{
    private static Vector256<double> Zero => Vector256<double>.Zero;

    /// <summary>-min(r A, clip(r) A), dual clip, cap.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly struct Clipped(ClippedObjective options) : ILaneObjective
    {
        private readonly double _low = 1 - options.Low;
        private readonly double _high = 1 + options.High;
        private readonly double _cap = options.RatioCap;
        private readonly double _dual = options.DualClip;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(
            Vector256<double> ratio, Vector256<double> logprob, Vector256<double> old, Vector256<double> advantage, Vector256<double> selected,
            out Vector256<double> value, out Vector256<double> byRatio, out Vector256<double> byLogprob, ref LaneEvents events)
        {
            var (low, high, cap) = (Vector256.Create(_low), Vector256.Create(_high), Vector256.Create(_cap));
            var first = Vector256.MinNative(ratio, cap) * advantage;
            var second = Vector256.MinNative(Vector256.MaxNative(ratio, low), high) * advantage;
            var isCapped = Vector256.GreaterThan(ratio, cap);
            (events.Below, events.Above) = (Vector256.LessThan(ratio, low), Vector256.GreaterThan(ratio, high));
            var byFirst = Vector256.AndNot(-advantage, isCapped);
            var bySecond = Vector256.AndNot(-advantage, events.Below | events.Above);
            value = -Vector256.MinNative(first, second);
            byRatio = Vector256.ConditionalSelect(
                Vector256.LessThan(first, second), byFirst,
                Vector256.ConditionalSelect(Vector256.LessThan(second, first), bySecond, (byFirst + bySecond) * Vector256.Create(0.5)));
            var bound = -advantage * Vector256.Create(_dual);
            var isDual = Vector256.LessThan(advantage, Zero) & Vector256.LessThan(bound, value);
            value = Vector256.ConditionalSelect(isDual, bound, value);
            byRatio = Vector256.AndNot(byRatio, isDual);
            byLogprob = Zero;
            events.DualClipped = isDual | isCapped;
            events.Dropped = Zero;
        }
    }

    /// <summary>-stopgrad(clip(r, floor, cap)) A logp.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly struct Cispo(CispoObjective options) : ILaneObjective
    {
        private readonly double _floor = options.Floor;
        private readonly double _cap = options.Cap;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(
            Vector256<double> ratio, Vector256<double> logprob, Vector256<double> old, Vector256<double> advantage, Vector256<double> selected,
            out Vector256<double> value, out Vector256<double> byRatio, out Vector256<double> byLogprob, ref LaneEvents events)
        {
            var (floor, cap) = (Vector256.Create(_floor), Vector256.Create(_cap));
            byLogprob = -Vector256.MinNative(Vector256.MaxNative(ratio, floor), cap) * advantage;
            value = byLogprob * logprob;
            byRatio = Zero;
            (events.Below, events.Above) = (Vector256.LessThan(ratio, floor), Vector256.GreaterThan(ratio, cap));
            (events.DualClipped, events.Dropped) = (Zero, Zero);
        }
    }

    /// <summary>-(4 / tau) sigmoid(tau (r - 1)) A.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly struct Sapo(SapoObjective options) : ILaneObjective
    {
        private readonly double _positive = options.PositiveTemperature;
        private readonly double _negative = options.NegativeTemperature;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(
            Vector256<double> ratio, Vector256<double> logprob, Vector256<double> old, Vector256<double> advantage, Vector256<double> selected,
            out Vector256<double> value, out Vector256<double> byRatio, out Vector256<double> byLogprob, ref LaneEvents events)
        {
            var tau = Vector256.ConditionalSelect(Vector256.GreaterThan(advantage, Zero), Vector256.Create(_positive), Vector256.Create(_negative));
            var (one, four) = (Vector256<double>.One, Vector256.Create(4.0));
            var gate = one / (one + Vector256.Exp(-tau * (ratio - one)));
            value = -four / tau * gate * advantage;
            byRatio = -four * gate * (one - gate) * advantage;
            byLogprob = Zero;
            (events.Below, events.Above, events.DualClipped, events.Dropped) = (Zero, Zero, Zero, Zero);
        }
    }

    /// <summary>-stopgrad(min(r, cap)) A logp where p - p_old is within the bounds, else nothing: DPPO by total variation.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly struct DppoTotalVariation(DppoObjective options) : ILaneObjective
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
            var moved = Vector256.Exp(logprob) - Vector256.Exp(old);
            var isNear = Vector256.ConditionalSelect(
                Vector256.GreaterThan(advantage, Zero), Vector256.LessThanOrEqual(moved, Vector256.Create(_high)),
                Vector256.GreaterThanOrEqual(moved, Vector256.Create(-_low)));
            byLogprob = -Vector256.MinNative(ratio, Vector256.Create(_cap)) * advantage & isNear;
            value = byLogprob * logprob;
            byRatio = Zero;
            (events.Below, events.Above) = (Zero, Zero);
            (events.DualClipped, events.Dropped) = (Vector256.GreaterThan(ratio, Vector256.Create(_cap)) & isNear, ~isNear);
        }
    }

    /// <summary>-A logp.</summary>
    internal readonly struct PolicyGradient : ILaneObjective
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(
            Vector256<double> ratio, Vector256<double> logprob, Vector256<double> old, Vector256<double> advantage, Vector256<double> selected,
            out Vector256<double> value, out Vector256<double> byRatio, out Vector256<double> byLogprob, ref LaneEvents events)
        {
            byLogprob = -advantage;
            value = byLogprob * logprob;
            byRatio = Zero;
            (events.Below, events.Above, events.DualClipped, events.Dropped) = (Zero, Zero, Zero, Zero);
        }
    }
}
