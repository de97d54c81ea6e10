using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Grpo.Policy.Fused;

namespace Rlar.Grpo.Optimizer;

/// <summary>
/// One pass of AdamW over weight, gradient and both moments: m += (1 - b1)(g - m), v = b2 v + (1 - b2) g², w = keep w - rate m / (sqrt(v) root +
/// epsilon). Every number by itself, in the same operations, so that the bits are the same at every vector width.
/// </summary>
internal static class AdamWKernel
{
    /// <summary>Steps a piece of a tensor.</summary>
    /// <param name="weights">[N] w, in place.</param>
    /// <param name="gradients">[N] g.</param>
    /// <param name="first">[N] m, in place.</param>
    /// <param name="second">[N] v, in place.</param>
    /// <param name="step">The step's constants.</param>
    public static void Run<T>(Span<T> weights, ReadOnlySpan<T> gradients, Span<T> first, Span<T> second, in AdamWStep<T> step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) != typeof(float))
        {
            Plain(weights, gradients, first, second, step);
            return;
        }

        var w = MemoryMarshal.Cast<T, float>(weights);
        var g = MemoryMarshal.Cast<T, float>(gradients);
        var m = MemoryMarshal.Cast<T, float>(first);
        var v = MemoryMarshal.Cast<T, float>(second);
        var constants = (AdamWStep<float>)(object)step;
        if (Vector512.IsHardwareAccelerated)
            Run<FloatLanes512>(w, g, m, v, constants);
        else if (Vector256.IsHardwareAccelerated)
            Run<FloatLanes256>(w, g, m, v, constants);
        else
            Run<FloatLane>(w, g, m, v, constants);
    }

    /// <summary>The float pass at one width.</summary>
    internal static void Run<TLanes>(Span<float> weights, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second, AdamWStep<float> step)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        Check(weights.Length, gradients.Length, first.Length, second.Length);
        ref var w = ref MemoryMarshal.GetReference(weights);
        ref var g = ref MemoryMarshal.GetReference(gradients);
        ref var m = ref MemoryMarshal.GetReference(first);
        ref var v = ref MemoryMarshal.GetReference(second);
        var at = 0;
        for (; at <= weights.Length - TLanes.Count; at += TLanes.Count)
            Step<TLanes>(ref w, ref g, ref m, ref v, step, at);
        for (; at < weights.Length; at++)
            Step<FloatLane>(ref w, ref g, ref m, ref v, step, at);
    }

    /// <summary>The pass number by number, in any type: what float64 trains with.</summary>
    internal static void Plain<T>(Span<T> weights, ReadOnlySpan<T> gradients, Span<T> first, Span<T> second, in AdamWStep<T> step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(weights.Length, gradients.Length, first.Length, second.Length);
        for (var i = 0; i < weights.Length; i++)
        {
            var gradient = gradients[i] * step.GradientScale;
            first[i] = T.FusedMultiplyAdd(gradient - first[i], step.Gain1, first[i]);
            second[i] = T.FusedMultiplyAdd(gradient * gradient, step.Gain2, second[i] * step.Beta2);
            var move = first[i] / T.FusedMultiplyAdd(T.Sqrt(second[i]), step.Root, step.Epsilon);
            weights[i] = T.FusedMultiplyAdd(move, step.MinusRate, weights[i] * step.Keep);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TLanes>(ref float w, ref float g, ref float m, ref float v, in AdamWStep<float> step, int at)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var gradient = TLanes.Load(ref g, at) * TLanes.Broadcast(step.GradientScale);
        var first = TLanes.Load(ref m, at);
        first = TLanes.MultiplyAdd(gradient - first, TLanes.Broadcast(step.Gain1), first);
        var second = TLanes.MultiplyAdd(
            gradient * gradient, TLanes.Broadcast(step.Gain2), TLanes.Load(ref v, at) * TLanes.Broadcast(step.Beta2));
        TLanes.Store(first, ref m, at);
        TLanes.Store(second, ref v, at);
        var move = first / TLanes.MultiplyAdd(TLanes.Sqrt(second), TLanes.Broadcast(step.Root), TLanes.Broadcast(step.Epsilon));
        TLanes.Store(TLanes.MultiplyAdd(move, TLanes.Broadcast(step.MinusRate), TLanes.Load(ref w, at) * TLanes.Broadcast(step.Keep)), ref w, at);
    }

    private static void Check(int weights, int gradients, int first, int second)
    {
        Spans.Length(gradients, weights);
        Spans.Length(first, weights);
        Spans.Length(second, weights);
    }
}
