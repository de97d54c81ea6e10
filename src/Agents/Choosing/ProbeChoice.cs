namespace Rlar.Agents.Choosing;

/// <summary>
/// Chooses among several tools by labelled rows: every tool on every row, in an order that the seed draws, until the best is told apart from each other
/// tool by a paired interval, or no rows are left: then it says that it cannot tell them apart.
/// </summary>
/// <remarks>
/// The looks are few and grow apart, since each is another chance to be wrong. What a tool costs does not count: where running a tool is the cost, use
/// <see cref="ThompsonSampling"/>.
/// </remarks>
public static class ProbeChoice
{
    /// <summary>Chooses.</summary>
    /// <param name="tools">Their ids, at least two.</param>
    /// <param name="rows">How many rows there are, at least one.</param>
    /// <param name="measure">The figures of all tools on a row, by its index: [T] values between 0.0 and 1.0, higher is better. Asked once a row.</param>
    /// <param name="options">When they count as told apart.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">Fewer than two tools, no row, or a row with another count of figures.</exception>
    public static async Task<ProbeVerdict> RunAsync(
        IReadOnlyList<string> tools,
        int rows,
        Func<int, CancellationToken, ValueTask<IReadOnlyList<double>>> measure,
        ProbeOptions options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tools);
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(options);
        if (tools.Count < 2)
            throw new ArgumentException("There is nothing to choose among fewer than two tools.", nameof(tools));
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var order = new SeededRandom(options.Seed).Order(rows);
        var figures = new List<IReadOnlyList<double>>(rows);
        for (var look = Math.Min(options.FirstLook, rows); ; look = Math.Min(rows, Math.Max(look + 1, (int)(look * options.Growth))))
        {
            while (figures.Count < look)
            {
                var row = await measure(order[figures.Count], cancellationToken);
                if (row.Count != tools.Count)
                    throw new ArgumentException($"A row has {row.Count} figures for {tools.Count} tools.", nameof(measure));
                figures.Add(row);
            }

            var verdict = Look(tools, figures, rows, options);
            if (verdict.Best is not null || look == rows)
                return verdict;
        }
    }

    private static ProbeVerdict Look(IReadOnlyList<string> tools, List<IReadOnlyList<double>> figures, int rows, ProbeOptions options)
    {
        var means = Enumerable.Range(0, tools.Count).Select(tool => figures.Average(row => row[tool])).ToArray();
        var order = Enumerable.Range(0, tools.Count).OrderByDescending(tool => means[tool]).ToArray();
        return new ProbeVerdict(figures.Count, rows, [.. order.Select(tool => tool == order[0]
            ? new ProbedTool(tools[tool], means[tool], 0, 0, 0, IsSeparated: false)
            : Compared(order[0], tool))]);

        ProbedTool Compared(int best, int tool)
        {
            // The samples are of the look and of no other tool: to add a tool to the list changes nothing for the rest.
            var random = new SeededRandom(options.Seed ^ ((ulong)figures.Count << 32));
            var (low, high) = PairedBootstrap.Of([.. figures.Select(row => row[best] - row[tool])], options.Error, options.Samples, random);
            return new ProbedTool(tools[tool], means[tool], means[best] - means[tool], low, high, low > 0);
        }
    }
}
