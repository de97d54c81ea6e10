using System.Buffers;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuNormalization
{
    /// <inheritdoc/>
    /// <remarks>Sorts the scored rewards with their positions, N log N; equal rewards form one run, so the order within it does not matter.</remarks>
    public void Rank(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RankScale scale, Span<double> ranks)
    {
        ShapingChecks.Shapes(Rewards, rewards, scored, ranks);
        ShapingChecks.Apart(Rewards, rewards, ranks);
        ShapingChecks.Values(Rewards, rewards, scored);
        ranks.Clear();
        var keys = ArrayPool<double>.Shared.Rent(rewards.Length);
        var positions = ArrayPool<int>.Shared.Rent(rewards.Length);
        try
        {
            var n = 0;
            for (var i = 0; i < rewards.Length; i++)
            {
                if (!scored.IsEmpty && !scored[i])
                    continue;
                keys[n] = rewards[i];
                positions[n++] = i;
            }

            keys.AsSpan(0, n).Sort(positions.AsSpan(0, n));
            for (int start = 0, end; start < n; start = end)
            {
                for (end = start + 1; end < n && keys[end] == keys[start];)
                    end++;
                var rank = ShapingFormulas.Rank(start, end - start, n, scale);
                foreach (var position in positions.AsSpan(start, end - start))
                    ranks[position] = rank;
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(keys);
            ArrayPool<int>.Shared.Return(positions);
        }
    }
}
