using System.Globalization;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>
/// held-out-divergence: against the first evaluation the reward that is trained has risen beyond chance, while a tool that is not trained on fell.
/// Welch's z over completions; rows are the same, so it errs towards silence.
/// </summary>
internal static class HeldOutDivergence
{
    private const string RewardColumn = "";
    private const int Fewest = 8;

    /// <summary>The columns of an evaluation that later ones are held against: the reward under the empty name, and each tool.</summary>
    internal static Dictionary<string, ColumnState> Columns(EvaluationRecord evaluation, IReadOnlyList<SampleRecord> samples)
    {
        var columns = new Dictionary<string, ColumnState>();
        Add(RewardColumn, samples.Select(sample => sample.Reward));
        foreach (var tool in evaluation.HeldOutTools)
            Add(tool, samples.Select(sample => sample.Tools.GetValueOrDefault(tool)));
        return columns;

        void Add(string name, IEnumerable<double?> values)
        {
            var scored = values.OfType<double>().ToList();
            if (scored.Count < Fewest)
                return;
            var mean = scored.Average();
            columns[name] = new ColumnState(scored.Count, mean, scored.Sum(value => (value - mean) * (value - mean)) / (scored.Count - 1));
        }
    }

    /// <summary>What is so at an evaluation.</summary>
    internal static IEnumerable<Finding> Look(
        AlarmOptions options, IReadOnlyDictionary<string, ColumnState> first, IReadOnlyDictionary<string, ColumnState> now, IReadOnlyList<SampleRecord> samples)
    {
        if (!first.TryGetValue(RewardColumn, out var before) || !now.TryGetValue(RewardColumn, out var after) || Z(before, after) < options.Divergence)
            yield break;
        foreach (var (tool, column) in now.Where(column => column.Key != RewardColumn).OrderBy(column => column.Key, StringComparer.Ordinal))
        {
            if (!first.TryGetValue(tool, out var start) || Z(start, column) > -options.Divergence)
                continue;
            yield return new Finding(
                "held-out-divergence",
                tool,
                AlarmSeverity.Alarm,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The trained reward rose from {before.Mean:0.000} to {after.Mean:0.000} while {tool}, ")
                + string.Create(CultureInfo.InvariantCulture, $"which is not trained on, fell from {start.Mean:0.000} to {column.Mean:0.000}."),
                new Dictionary<string, double>
                {
                    ["reward"] = after.Mean,
                    ["reward_first"] = before.Mean,
                    ["reward_z"] = Z(before, after),
                    ["held_out"] = column.Mean,
                    ["held_out_first"] = start.Mean,
                    ["held_out_z"] = Z(start, column),
                },
                [.. samples.OrderByDescending(sample => sample.Reward).Take(3).Select(sample => Finding.Example(sample.Completion))]);
        }
    }

    // A change from one constant to another is beyond all chance.
    private static double Z(ColumnState before, ColumnState after)
    {
        var error = Math.Sqrt((before.Variance / before.Count) + (after.Variance / after.Count));
        return error > 0 ? (after.Mean - before.Mean) / error : Math.Sign(after.Mean - before.Mean) * 1e6;
    }
}
