using Rlar.Grpo.Training;

namespace Rlar.Grpo.Report;

/// <summary>The numbers of one phase's steps in columns, not a number where a step has none.</summary>
internal sealed class RunSeries
{
    private static readonly Func<StepMetrics, double?>[] s_read =
    [
        step => step.Reward, step => step.RewardStd, Updated(step => step.Loss), step => step.Kl, Updated(step => step.Entropy), step => step.Length,
        step => step.Truncated, Updated(step => step.ClipShare), Updated(step => step.GradientNorm), Updated(step => step.MismatchMean),
        Updated(step => step.MismatchMax), step => step.ZeroVarianceShare, step => step.DistinctShare, step => step.DistinctRewards,
        step => step.RolloutTokensPerSecond, Updated(step => step.UpdateTokensPerSecond), step => step.RewardWaitShare, step => step.LearningRate,
        step => step.Seconds, step => step.Completions, step => step.Unscored,
    ];

    private readonly List<double> _steps = [];
    private readonly List<double>[] _columns = [.. s_read.Select(_ => new List<double>())];
    private readonly SortedDictionary<string, (List<double> Mean, List<double> Spread)> _tools = new(StringComparer.Ordinal);

    /// <summary>The steps.</summary>
    internal IReadOnlyList<double> Steps => _steps;

    internal IReadOnlyList<double> Reward => _columns[0];

    internal IReadOnlyList<double> RewardStd => _columns[1];

    internal IReadOnlyList<double> Loss => _columns[2];

    internal IReadOnlyList<double> Kl => _columns[3];

    internal IReadOnlyList<double> Entropy => _columns[4];

    internal IReadOnlyList<double> Length => _columns[5];

    internal IReadOnlyList<double> Truncated => _columns[6];

    internal IReadOnlyList<double> ClipShare => _columns[7];

    internal IReadOnlyList<double> GradientNorm => _columns[8];

    internal IReadOnlyList<double> MismatchMean => _columns[9];

    internal IReadOnlyList<double> MismatchMax => _columns[10];

    internal IReadOnlyList<double> ZeroVariance => _columns[11];

    internal IReadOnlyList<double> Distinct => _columns[12];

    internal IReadOnlyList<double> DistinctRewards => _columns[13];

    internal IReadOnlyList<double> RolloutTokens => _columns[14];

    internal IReadOnlyList<double> UpdateTokens => _columns[15];

    internal IReadOnlyList<double> RewardWait => _columns[16];

    internal IReadOnlyList<double> LearningRate => _columns[17];

    internal IReadOnlyList<double> Seconds => _columns[18];

    internal IReadOnlyList<double> Completions => _columns[19];

    internal IReadOnlyList<double> Unscored => _columns[20];

    /// <summary>Mean and standard deviation by tool.</summary>
    internal IEnumerable<(string Tool, IReadOnlyList<double> Mean, IReadOnlyList<double> Spread)> Tools =>
        _tools.Select(tool => (tool.Key, (IReadOnlyList<double>)tool.Value.Mean, (IReadOnlyList<double>)tool.Value.Spread));

    /// <summary>Adds a step; one that was done before, or later ones, were undone when the run was resumed, and go. Returns how many.</summary>
    internal int Add(StepMetrics step)
    {
        var undone = 0;
        for (; _steps.Count > undone && _steps[^(undone + 1)] >= step.Step; undone++)
        {
        }

        if (undone > 0)
        {
            foreach (var column in _columns.Append(_steps).Concat(_tools.Values.SelectMany(tool => new[] { tool.Mean, tool.Spread })))
                column.RemoveRange(column.Count - undone, undone);
        }

        foreach (var tool in step.ToolReward.Keys.Where(tool => !_tools.ContainsKey(tool)))
            _tools.Add(tool, (Empty(_steps.Count), Empty(_steps.Count)));
        _steps.Add(step.Step);
        for (var i = 0; i < s_read.Length; i++)
            _columns[i].Add(s_read[i](step) ?? double.NaN);
        foreach (var (tool, (mean, spread)) in _tools)
        {
            mean.Add(step.ToolReward.TryGetValue(tool, out var value) ? value : double.NaN);
            spread.Add(step.ToolRewardStd.TryGetValue(tool, out var std) ? std : double.NaN);
        }

        return undone;
    }

    // A step none of whose groups has variance has no update: its noughts are no measurements.
    private static Func<StepMetrics, double?> Updated(Func<StepMetrics, double> read) => step => step.ZeroVarianceShare < 1 ? read(step) : null;

    private static List<double> Empty(int count) => [.. Enumerable.Repeat(double.NaN, count)];
}
