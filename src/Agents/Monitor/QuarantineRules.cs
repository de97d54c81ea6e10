using System.Globalization;

namespace Rlar.Agents.Monitor;

/// <summary>The rules by which a tool is put into quarantine, and no other reason.</summary>
/// <param name="options">The rules' limits, and how many examples are named.</param>
internal sealed class QuarantineRules(MonitorOptions options)
{
    /// <summary>After each group: whether the tool has said the same for too long.</summary>
    internal Quarantine? AfterGroup(ToolWatch watch, long row, string? fallback)
    {
        if (options.Quarantine.ConstantGroups is not { } most || watch.Constant < most)
            return null;
        var why = string.Create(CultureInfo.InvariantCulture, $"it said {watch.ConstantValue} of every completion of {watch.Constant} groups in a row");
        return new Quarantine(
            watch.Tool, watch.Task, QuarantineRule.Constant, row, watch.Constant, most, fallback, [.. watch.ConstantIds], Whole(why, fallback));
    }

    /// <summary>After a window, the reference included: whether the tool failed too often, or its mean went too far.</summary>
    /// <param name="window">The window's figures.</param>
    /// <param name="groups">Its groups.</param>
    /// <param name="reference">The reference's figures; null where the window is the reference.</param>
    /// <param name="alarms">The window's alarms.</param>
    /// <param name="fallback">The tool to ask in its place.</param>
    internal Quarantine? AfterWindow(
        WindowFigures window, IReadOnlyList<GroupFigures> groups, WindowFigures? reference, IReadOnlyList<DriftAlarm> alarms, string? fallback)
    {
        var failed = (double)window.Failed / window.Completions;
        if (options.Quarantine.MostFailed is { } mostFailed && failed > mostFailed)
        {
            var why = string.Create(
                CultureInfo.InvariantCulture,
                $"it failed on {window.Failed} of {window.Completions} completions of rows {window.FirstRow} to {window.LastRow}, "
                    + $"more than {mostFailed:0.###} of them");
            string[] examples = [.. groups.Where(group => group.Failed > 0).Take(options.Examples).Select(group => group.Id)];
            return new Quarantine(
                window.Tool, window.Task, QuarantineRule.Failures, window.LastRow, failed, mostFailed, fallback, examples, Whole(why, fallback));
        }

        // A reference that never varied has no unit to measure a drift in.
        if (options.Quarantine.MostDrift is not { } mostDrift || reference is not { Deviation: > 0 and var deviation, Mean: { } before }
            || alarms.FirstOrDefault(alarm => alarm.Kind == DriftKind.Mean) is not { } alarm)
            return null;
        var drift = Math.Abs(alarm.Now - before) / deviation;
        if (drift <= mostDrift)
            return null;
        var drifted = string.Create(
            CultureInfo.InvariantCulture,
            $"its mean went from {before:0.###} to {alarm.Now:0.###}, {drift:0.##} standard deviations of the reference's group means, "
                + $"more than {mostDrift:0.##}");
        return new Quarantine(
            window.Tool, window.Task, QuarantineRule.MeanDrift, window.LastRow, drift, mostDrift, fallback, alarm.Examples, Whole(drifted, fallback));
    }

    private static string Whole(string why, string? fallback) =>
        why + (fallback is null ? "; no tool of the route can take its place" : $"; {fallback} takes its place");
}
