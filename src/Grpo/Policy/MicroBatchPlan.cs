namespace Rlar.Grpo.Policy;

/// <summary>
/// How the rows of a pass fall into lanes and micro-batches. It depends on the rows' lengths, the number of lanes and the budget alone, so that the same
/// rows give the same bits whatever thread comes first.
/// </summary>
internal static class MicroBatchPlan
{
    /// <summary>Plans a pass. Rows without a completion are in no micro-batch.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="lanes">Lanes, at least 1.</param>
    /// <param name="budget">Positions of a micro-batch at most; a row that is longer is one by itself.</param>
    /// <returns>For each lane its micro-batches: places of rows, longer ones first.</returns>
    internal static IReadOnlyList<IReadOnlyList<int>>[] Of(IReadOnlyList<TrainingRow> rows, int lanes, int budget)
    {
        var (load, mine) = (new long[lanes], Enumerable.Range(0, lanes).Select(_ => new List<int>()).ToArray());
        foreach (var row in Enumerable.Range(0, rows.Count).Where(row => rows[row].CompletionLength > 0).OrderByDescending(row => rows[row].Tokens.Length))
        {
            // The least loaded, the first of equals: within a row's length of an even share.
            var lane = Array.IndexOf(load, load.Min());
            load[lane] += rows[row].Tokens.Length - 1;
            mine[lane].Add(row);
        }

        return [.. mine.Select(own => Cut(rows, own, budget))];
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
}
