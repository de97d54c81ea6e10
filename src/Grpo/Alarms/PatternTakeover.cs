using System.Globalization;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>
/// pattern-takeover: most completions, whatever the row, now have a pattern that few had at first, and more of it than their length explains.
/// </summary>
internal sealed class PatternTakeover : IStepAlarm
{
    private const double Most = 0.6;
    private const double LeastRise = 0.4;
    private const int FewestRows = 4;

    /// <inheritdoc/>
    public IEnumerable<Finding> Look(RunView view)
    {
        if (view.Steps < view.Options.BaselineSteps + view.Options.WindowSteps)
            yield break;
        var length = view[StepNumbers.Length];
        var growth = length.First > 0 ? Math.Max(1, length.Recent / length.First) : 1;
        var taken = view.Patterns.All
            .Where(pattern => pattern.Text != CompletionMarks.Longer && pattern.Rows >= FewestRows && pattern.Share >= Most)
            .Select(pattern => (Pattern: pattern, First: Math.Min(1, pattern.FirstShares / view.Options.BaselineSteps)))
            .Where(one => one.Pattern.Share - (1 - Math.Pow(1 - one.First, growth)) >= LeastRise)
            // The longest run of words says most.
            .OrderByDescending(one => one.Pattern.Share).ThenByDescending(one => one.Pattern.Text.Length).ThenBy(one => one.Pattern.Key)
            .FirstOrDefault();
        if (taken.Pattern is not { } pattern)
            yield break;
        var what = pattern.IsMark ? pattern.Text : $"has “{pattern.Text}”";
        yield return new Finding(
            "pattern-takeover",
            "",
            AlarmSeverity.Warning,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Whatever was asked, {pattern.Share:0%} of completions are now alike in that each {what}; {taken.First:0%} were at first."),
            new Dictionary<string, double> { ["share"] = pattern.Share, ["share_first"] = taken.First },
            view.Best(completion => PatternTable.Holds(completion, pattern)));
    }
}
