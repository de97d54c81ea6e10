using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceNormalization
{
    /// <inheritdoc/>
    /// <remarks>Counts for every reward the smaller and the equal ones: quadratic, and nothing to get wrong.</remarks>
    public void Rank(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RankScale scale, Span<double> ranks)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, ranks);
        ShapingChecks.Apart(nameof(rewards), rewards, ranks);
        ShapingChecks.Values(nameof(rewards), rewards, scored);
        for (var i = 0; i < rewards.Length; i++)
        {
            ranks[i] = 0;
            if (!Scored(scored, i))
                continue;
            int smaller = 0, equal = 0, count = 0;
            for (var j = 0; j < rewards.Length; j++)
            {
                if (!Scored(scored, j))
                    continue;
                count++;
                smaller += rewards[j] < rewards[i] ? 1 : 0;
                equal += rewards[j] == rewards[i] ? 1 : 0;
            }

            ranks[i] = ShapingFormulas.Rank(smaller, equal, count, scale);
        }
    }
}
