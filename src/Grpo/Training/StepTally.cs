namespace Rlar.Grpo.Training;

/// <summary>What the completions of some groups come to, for metrics and evaluations.</summary>
internal sealed class StepTally
{
    private readonly List<double> _rewards = [];
    private readonly Dictionary<string, List<double>> _byTool = [];
    private int _distinct;
    private int _distinctRewards;
    private long _tokens;
    private int _truncated;
    private int _equal;

    /// <summary>Groups.</summary>
    internal int Groups { get; private set; }

    /// <summary>Completions.</summary>
    internal int Completions { get; private set; }

    /// <summary>Completions without a reward.</summary>
    internal int Unscored { get; private set; }

    /// <summary>Tokens of all completions.</summary>
    internal long Tokens => _tokens;

    /// <summary>Mean reward; null where none was scored.</summary>
    internal double? Reward => _rewards.Count == 0 ? null : _rewards.Average();

    /// <summary>Its standard deviation (n - 1) over completions; 0 of one; null of none.</summary>
    internal double? RewardStd => _rewards.Count == 0 ? null : Deviation(_rewards);

    /// <summary>Mean by tool.</summary>
    internal IReadOnlyDictionary<string, double> ToolReward => _byTool.ToDictionary(tool => tool.Key, tool => tool.Value.Average());

    /// <summary>Standard deviation by tool.</summary>
    internal IReadOnlyDictionary<string, double> ToolRewardStd => _byTool.ToDictionary(tool => tool.Key, tool => Deviation(tool.Value));

    /// <summary>Share of groups whose rewards are all equal.</summary>
    internal double ZeroVarianceShare => Share(_equal, Groups);

    /// <summary>Share of completions unlike every other of their group.</summary>
    internal double DistinctShare => Share(_distinct, Completions);

    /// <summary>Distinct rewards of a group, the mean.</summary>
    internal double DistinctRewards => Share(_distinctRewards, Groups);

    /// <summary>Mean tokens of a completion.</summary>
    internal double Length => Share(_tokens, Completions);

    /// <summary>Share that was cut off.</summary>
    internal double Truncated => Share(_truncated, Completions);

    /// <summary>Takes a group in.</summary>
    internal void Add(RewardedDraw group)
    {
        var rollouts = group.Group.Rollouts;
        Groups++;
        Completions += rollouts.Count;
        _tokens += rollouts.Sum(rollout => (long)rollout.Tokens.Length);
        _truncated += rollouts.Count(rollout => rollout.IsTruncated);
        _distinct += rollouts.GroupBy(rollout => rollout.Text, StringComparer.Ordinal).Count(same => same.Count() == 1);
        double[] scored = [.. group.Said.Rewards.OfType<double>()];
        Unscored += rollouts.Count - scored.Length;
        _rewards.AddRange(scored);
        _distinctRewards += scored.Distinct().Count();
        _equal += group.HasVariance ? 0 : 1;
        foreach (var (tool, values) in group.Said.ByTool)
        {
            if (values.OfType<double>().ToArray() is not { Length: > 0 } its)
                continue;
            if (!_byTool.TryGetValue(tool, out var all))
                _byTool[tool] = all = [];
            all.AddRange(its);
        }
    }

    private static double Share(double part, int whole) => whole == 0 ? 0 : part / whole;

    private static double Deviation(List<double> values)
    {
        if (values.Count < 2)
            return 0;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}
