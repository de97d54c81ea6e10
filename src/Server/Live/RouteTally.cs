namespace Rlar.Server.Live;

/// <summary>How often a route was taken, and why.</summary>
/// <param name="task">The task.</param>
/// <param name="tools">Its tools with their weights, for a person.</param>
internal sealed class RouteTally(string task, string tools)
{
    private long _groups;
    private double _confidence;
    private long _confidences;
    private string _why = "";
    private long _last;

    /// <summary>Counts a group.</summary>
    internal void Add(LiveGroup group, long number)
    {
        _groups++;
        (_why, _last) = (group.Why, number);
        if (group.Confidence is not { } confidence)
            return;
        _confidence += confidence;
        _confidences++;
    }

    /// <summary>What is shown of it.</summary>
    internal RouteView View() => new(task, tools, _groups, _confidences == 0 ? null : _confidence / _confidences, _why, _last);
}

/// <summary>A route at one moment.</summary>
/// <param name="Task">The task.</param>
/// <param name="Tools">Its tools; "" where there are none.</param>
/// <param name="Groups">Groups that took it.</param>
/// <param name="Confidence">How sure the router was, the mean; null where nobody said.</param>
/// <param name="Why">The reason of the last one.</param>
/// <param name="Last">The number of the last one.</param>
internal sealed record RouteView(string Task, string Tools, long Groups, double? Confidence, string Why, long Last);
