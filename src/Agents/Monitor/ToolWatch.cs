namespace Rlar.Agents.Monitor;

/// <summary>One tool, or one tool on one task, under watch: its reference, the window at hand, and how long it has said the same. All of it is saved.</summary>
internal sealed record ToolWatch
{
    /// <summary>The tool.</summary>
    public required string Tool { get; init; }

    /// <summary>The task, where tools are watched by task.</summary>
    public string? Task { get; init; }

    /// <summary>The reference's groups; a profile's, or the first ones.</summary>
    public List<GroupFigures> Reference { get; init; } = [];

    /// <summary>Whether the reference has all its groups.</summary>
    public bool IsReferenceWhole { get; set; }

    /// <summary>The groups of the window at hand.</summary>
    public List<GroupFigures> Now { get; init; } = [];

    /// <summary>The number of the window at hand, from 1.</summary>
    public int Window { get; set; } = 1;

    /// <summary>Groups in a row, up to the last, that had one and the same value only.</summary>
    public int Constant { get; set; }

    /// <summary>That value.</summary>
    public double? ConstantValue { get; set; }

    /// <summary>Ids of the first of these groups.</summary>
    public List<string> ConstantIds { get; init; } = [];

    /// <summary>The tools after it in the last route.</summary>
    public IReadOnlyList<string> Next { get; set; } = [];

    /// <summary>The figures of the groups at hand.</summary>
    /// <param name="groups">The reference's or the window's; at least one.</param>
    /// <param name="isWhole">Whether they are all.</param>
    internal WindowFigures Figures(List<GroupFigures> groups, bool isWhole)
    {
        double[] means = [.. groups.Select(group => group.Mean).OfType<double>()];
        bool[] flat = [.. groups.Select(group => group.IsFlat).OfType<bool>()];
        return new WindowFigures(
            Tool, Task, ReferenceEquals(groups, Reference) ? 0 : Window, isWhole, groups[0].Row, groups[^1].Row, groups.Count,
            groups.Sum(group => group.Scored), groups.Sum(group => group.Unscorable), groups.Sum(group => group.Failed))
        {
            Flat = flat.Length > 0 ? flat.Count(one => one) / (double)flat.Length : null,
            Mean = means.Length > 0 ? TwoSampleTests.Moments(means).Mean : null,
            Deviation = means.Length > 1 ? Math.Sqrt(TwoSampleTests.Moments(means).Variance) : null,
            Length = groups.Average(group => group.Length),
            Agreement = groups.Average(group => group.Agreement),
            Milliseconds = groups.Average(group => group.Milliseconds),
        };
    }

    /// <summary>Counts on, or begins anew, how long the tool has said the same. A group without a score neither adds nor ends it.</summary>
    /// <param name="group">The next group.</param>
    /// <param name="examples">The most ids that are kept.</param>
    internal void CountConstant(GroupFigures group, int examples)
    {
        if (group.Scored == 0)
            return;
        if (Constant == 0 || group.Only is null || group.Only != ConstantValue)
        {
            Constant = 0;
            ConstantIds.Clear();
            ConstantValue = group.Only;
        }

        if (group.Only is null)
            return;
        Constant++;
        if (ConstantIds.Count < examples)
            ConstantIds.Add(group.Id);
    }
}
