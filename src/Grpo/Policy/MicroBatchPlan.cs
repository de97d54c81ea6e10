using System.Runtime.InteropServices;

namespace Rlar.Grpo.Policy;

/// <summary>
/// How the rows of a pass fall into lanes and micro-batches. It depends on the rows, the number of lanes and the budget alone, so that the same rows give the
/// same bits whatever thread comes first. Rows of one prompt stay together as far as lanes and budget let them: the prompt is computed once for all of them.
/// </summary>
internal static class MicroBatchPlan
{
    /// <summary>Plans a pass. Rows without a completion are in no micro-batch.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="lanes">Lanes, at least 1.</param>
    /// <param name="budget">Positions of a micro-batch at most, as if no prompt were shared; a row that is longer is one by itself.</param>
    /// <returns>For each lane its micro-batches: places of rows, those of one prompt together, longer ones first.</returns>
    internal static IReadOnlyList<IReadOnlyList<int>>[] Of(IReadOnlyList<TrainingRow> rows, int lanes, int budget)
    {
        var order = Order(rows);
        var costs = new long[order.Length];
        for (var at = 0; at < order.Length; at++)
            costs[at] = rows[order[at]].CompletionLength
                + (at > 0 && rows[order[at]].SharesPromptWith(rows[order[at - 1]]) ? 0 : rows[order[at]].PromptLength - 1);
        var (before, total) = (0L, costs.Sum());
        var mine = Enumerable.Range(0, lanes).Select(_ => new List<int>()).ToArray();
        for (var at = 0; at < order.Length; before += costs[at++])
        {
            // The lane in whose even share its middle falls.
            mine[((2 * before) + costs[at]) * lanes / (2 * total)].Add(order[at]);
        }

        return [.. mine.Select(own => Cut(rows, own, budget))];
    }

    // Prompts of several rows first, as they come; rows with a prompt of their own by length, so that those of one length are computed at once.
    private static int[] Order(IReadOnlyList<TrainingRow> rows)
    {
        var families = Enumerable.Range(0, rows.Count).Where(row => rows[row].CompletionLength > 0)
            .GroupBy(row => rows[row], new SamePrompt()).Select(family => family.OrderByDescending(row => rows[row].Tokens.Length).ToArray())
            .ToLookup(family => family.Length > 1);
        var alone = families[false].Select(family => family[0]).OrderByDescending(row => rows[row].Tokens.Length);
        return [.. families[true].SelectMany(family => family), .. alone];
    }

    private static List<IReadOnlyList<int>> Cut(IReadOnlyList<TrainingRow> rows, List<int> own, int budget)
    {
        // As few as the budget allows, and then as even as possible: a small rest would waste a pass.
        var total = own.Sum(row => rows[row].Tokens.Length - 1L);
        var share = total / Math.Max(1, (total + budget - 1) / budget);
        var batches = new List<IReadOnlyList<int>>();
        var (open, used) = (new List<int>(), 0L);
        foreach (var row in own)
        {
            var length = rows[row].Tokens.Length - 1;
            if (open.Count > 0 && (used + length > budget || used >= share))
            {
                batches.Add(open);
                (open, used) = ([], 0);
            }

            open.Add(row);
            used += length;
        }

        if (open.Count > 0)
            batches.Add(open);
        return batches;
    }

    private sealed class SamePrompt : IEqualityComparer<TrainingRow>
    {
        public bool Equals(TrainingRow x, TrainingRow y) => x.SharesPromptWith(y);

        public int GetHashCode(TrainingRow obj)
        {
            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes(obj.Prompt));
            return hash.ToHashCode();
        }
    }
}
