using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Grpo.Policy.Fused;

namespace Rlar.Grpo.Rollouts.Sampling;

/// <summary>exp((logit - largest) scale) of a row of logits, and the sums of its blocks: a draw walks the sums, and then one block.</summary>
/// <remarks>
/// The weights have the same bits at every vector width. Sums are of floats within a vector's lane and a block, and in double over the blocks.
/// </remarks>
/// <param name="vocabulary">Tokens of a row.</param>
internal sealed class TokenWeights(int vocabulary)
{
    // Few enough that a lane's float sum keeps its last bits.
    private const int Block = 512;
    private readonly float[] _weights = new float[vocabulary];
    private readonly double[] _sums = new double[(vocabulary + Block - 1) / Block];

    /// <summary>The weights, in the order of the tokens.</summary>
    internal ReadOnlySpan<float> Values => _weights;

    /// <summary>The sum of all; NaN where a logit is not finite.</summary>
    internal double Total { get; private set; }

    /// <summary>Computes them.</summary>
    /// <param name="logits">[V] the row.</param>
    /// <param name="largest">The greatest logit, finite.</param>
    /// <param name="scale">Above 0: 1 over the temperature.</param>
    internal void Fill(ReadOnlySpan<float> logits, float largest, float scale)
    {
        Total = 0;
        for (var block = 0; block < _sums.Length; block++)
        {
            var first = block * Block;
            var row = logits.Slice(first, Math.Min(Block, logits.Length - first));
            var weights = _weights.AsSpan(first, row.Length);
            Total += _sums[block] = Vector512.IsHardwareAccelerated ? Fill<FloatLanes512>(row, largest, scale, weights)
                : Vector256.IsHardwareAccelerated ? Fill<FloatLanes256>(row, largest, scale, weights)
                : Fill<FloatLane>(row, largest, scale, weights);
        }
    }

    /// <summary>The token at a share of the mass.</summary>
    /// <param name="share">In [0, 1).</param>
    internal int At(double share)
    {
        var rest = share * Total;
        var block = 0;
        while (block < _sums.Length - 1 && rest >= _sums[block])
            rest -= _sums[block++];
        var last = 0;
        for (var token = block * Block; token < Math.Min((block + 1) * Block, _weights.Length); token++)
        {
            rest -= _weights[token];
            if (rest < 0)
                return token;
            last = _weights[token] > _weights[last] || last < block * Block ? token : last;
        }

        // The parts of a block do not add up to its sum to the last bit: what is over goes to its likeliest.
        return last;
    }

    /// <summary>A block at one width.</summary>
    internal static double Fill<TLanes>(ReadOnlySpan<float> logits, float largest, float scale, Span<float> weights)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        ref var x = ref MemoryMarshal.GetReference(logits);
        ref var y = ref MemoryMarshal.GetReference(weights);
        var shift = TLanes.Broadcast(largest);
        var factor = TLanes.Broadcast(scale);
        TLanes none = default, sums = default, poison = default;
        var at = 0;
        for (; at <= logits.Length - TLanes.Count; at += TLanes.Count)
        {
            var logit = TLanes.Load(ref x, at);
            // The exponential is of whatever lies within its range; times 0, a number that is not finite stays none.
            poison = TLanes.MultiplyAdd(logit, none, poison);
            var weight = LaneMath.Exp((logit - shift) * factor);
            TLanes.Store(weight, ref y, at);
            sums += weight;
        }

        double sum = TLanes.Sum(sums + poison);
        for (; at < logits.Length; at++)
        {
            FloatLane.Store(LaneMath.Exp((FloatLane.Load(ref x, at) - new FloatLane(largest)) * new FloatLane(scale)), ref y, at);
            sum += weights[at] + (logits[at] * 0);
        }

        return sum;
    }
}
