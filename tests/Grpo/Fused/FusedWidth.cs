using Rlar.Grpo.Policy.Fused;

namespace Rlar.Grpo.Tests.Fused;

/// <summary>The fused kernels at one vector width, which a public test class cannot name as a type.</summary>
internal abstract class FusedWidth
{
    internal abstract float[] Exp(float x);

    internal abstract void RmsNorm(ReadOnlySpan<float> source, ReadOnlySpan<float> weight, float epsilon, Span<float> result, Span<float> scales);

    internal abstract void RmsNormBack(
        ReadOnlySpan<float> source, ReadOnlySpan<float> weight, ReadOnlySpan<float> scales, ReadOnlySpan<float> slopes, Span<float> sourceSlopes,
        Span<float> weightSlopes);

    internal abstract void SwiGlu(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> result);

    internal abstract void SwiGluBack(
        ReadOnlySpan<float> gate, ReadOnlySpan<float> up, ReadOnlySpan<float> slopes, Span<float> gateSlopes, Span<float> upSlopes);

    internal abstract void Rope(ReadOnlySpan<float> source, RopeTable table, ReadOnlySpan<int> positions, bool back, Span<float> destination);

    internal abstract void Head(Span<float> logits, ReadOnlySpan<int> targets, Span<float> logprobs, Span<float> entropies, Span<float> sums);

    internal abstract void HeadBack(
        Span<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> sums, ReadOnlySpan<float> entropies, ReadOnlySpan<float> logprobSlopes,
        ReadOnlySpan<float> entropySlopes);

    internal sealed class Of<TLanes> : FusedWidth
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        internal override float[] Exp(float x)
        {
            var result = new float[TLanes.Count];
            TLanes.Store(LaneMath.Exp(TLanes.Broadcast(x)), ref result[0], 0);
            return result;
        }

        internal override void RmsNorm(ReadOnlySpan<float> source, ReadOnlySpan<float> weight, float epsilon, Span<float> result, Span<float> scales) =>
            Rlar.Grpo.Policy.Fused.RmsNorm.Forward<TLanes>(source, weight, epsilon, result, scales);

        internal override void RmsNormBack(
            ReadOnlySpan<float> source, ReadOnlySpan<float> weight, ReadOnlySpan<float> scales, ReadOnlySpan<float> slopes, Span<float> sourceSlopes,
            Span<float> weightSlopes) =>
            Rlar.Grpo.Policy.Fused.RmsNorm.Backward<TLanes>(source, weight, scales, slopes, sourceSlopes, weightSlopes);

        internal override void SwiGlu(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> result) =>
            Rlar.Grpo.Policy.Fused.SwiGlu.Forward<TLanes>(gate, up, result);

        internal override void SwiGluBack(
            ReadOnlySpan<float> gate, ReadOnlySpan<float> up, ReadOnlySpan<float> slopes, Span<float> gateSlopes, Span<float> upSlopes) =>
            Rlar.Grpo.Policy.Fused.SwiGlu.Backward<TLanes>(gate, up, slopes, gateSlopes, upSlopes);

        internal override void Rope(ReadOnlySpan<float> source, RopeTable table, ReadOnlySpan<int> positions, bool back, Span<float> destination) =>
            Rlar.Grpo.Policy.Fused.Rope.Turn<TLanes>(source, table, positions, back, destination);

        internal override void Head(Span<float> logits, ReadOnlySpan<int> targets, Span<float> logprobs, Span<float> entropies, Span<float> sums) =>
            TokenHead.Forward<TLanes>(logits, targets, logprobs, entropies, sums);

        internal override void HeadBack(
            Span<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> sums, ReadOnlySpan<float> entropies, ReadOnlySpan<float> logprobSlopes,
            ReadOnlySpan<float> entropySlopes) =>
            TokenHead.Backward<TLanes>(logits, targets, sums, entropies, logprobSlopes, entropySlopes);
    }
}
