using System.Numerics;

namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>Words of an answer that give a reference, wholly or in part.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
/// <param name="Mask">Which of the reference's words they are.</param>
/// <param name="Weight">The weight of those.</param>
internal readonly record struct Claim(int First, int Last, ulong Mask, double Weight)
{
    private const double Close = 1e-9;

    /// <summary>
    /// The words that give most of a reference; of several that give as much, the last sentence's, and in a sentence the narrowest. Null where none does.
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <param name="alias">The reference.</param>
    /// <param name="hits">[word of the answer] which words of the reference it is.</param>
    /// <remarks>The numbers of a quantity count in their order: 4-3 is not 3-4.</remarks>
    internal static Claim? Best(ReadText answer, Alias alias, ReadOnlySpan<ulong> hits)
    {
        Claim? best = null;
        var (widest, lastStop) = ((2 * Math.Min(alias.Text.Count, Alias.MostSpanned)) + 3, -1);
        var bestStop = -1;
        var crosses = HasStop(alias.Text);
        for (var first = 0; first < hits.Length; first++)
        {
            if (!crosses && answer.Words[first].Kind is WordKind.Stop or WordKind.Question)
                lastStop = first;
            if (hits[first] == 0)
                continue;
            var claim = From(answer, alias, hits, first, Math.Min(hits.Length, first + widest), crosses);
            if (claim.Weight <= Close)
                continue;
            var isBetter = best is not { } old || claim.Weight > old.Weight + Close
                || (claim.Weight > old.Weight - Close && (lastStop > bestStop || claim.Last - claim.First < old.Last - old.First));
            if (isBetter)
                (best, bestStop) = (claim, lastStop);
        }

        return best;
    }

    private static Claim From(ReadText answer, Alias alias, ReadOnlySpan<ulong> hits, int first, int end, bool crosses)
    {
        var claim = new Claim(first, first, 0, 0);
        for (var at = first; at < end; at++)
        {
            if (!crosses && answer.Words[at].Kind is WordKind.Stop or WordKind.Question)
                break;
            if (hits[at] == ulong.MaxValue)
                return new Claim(at, at, hits[at], alias.Total); // its initials
            var free = hits[at] & ~claim.Mask;
            if (alias.Kind == AliasKind.Quantity && claim.Mask != 0)
                free &= ~0UL << (BitOperations.Log2(claim.Mask) + 1);
            if (free == 0)
                continue;
            var bit = BitOperations.TrailingZeroCount(free);
            var weight = alias.WeightOf(bit);
            var last = weight > 0 || at == claim.Last + 1 ? at : claim.Last;
            claim = claim with { Mask = claim.Mask | (1UL << bit), Weight = claim.Weight + weight, Last = last };
        }

        return claim;
    }

    private static bool HasStop(ReadText text)
    {
        foreach (var word in text.Words)
        {
            if (word.Kind is WordKind.Stop or WordKind.Question)
                return true;
        }

        return false;
    }
}
