namespace Rlar.Scoring.Doubts;

/// <summary>
/// Counts the tasks that no rule goes by: rows whose every hint is unknown, and which name no tool, were routed by what they carry, which may be
/// another thing than the task meant. The first <see cref="MostTasks"/> values are told apart.
/// </summary>
/// <param name="router">Knows its hints.</param>
internal sealed class UnknownTasks(IRouter router)
{
    /// <summary>Values that are told apart.</summary>
    internal const int MostTasks = 1000;

    private readonly Dictionary<string, bool> _known = [];
    private readonly Dictionary<string, UnknownTask> _unknown = [];

    /// <summary>Takes a row in.</summary>
    internal void Add(Query query, string routed, long line)
    {
        if (query.Tool is not null || query.TaskHints.Count == 0 || query.TaskHints.Any(Knows))
            return;
        var name = string.Join(", ", query.TaskHints);
        if (_unknown.TryGetValue(name, out var task))
            _unknown[name] = task with { Rows = task.Rows + 1 };
        else if (_unknown.Count < MostTasks)
            _unknown[name] = new UnknownTask(name, 1, line, routed);
    }

    /// <summary>The unknown tasks, the most frequent first.</summary>
    internal IReadOnlyList<UnknownTask> All() => [.. _unknown.Values.OrderByDescending(task => task.Rows).ThenBy(task => task.Line)];

    private bool Knows(string hint)
    {
        if (_known.TryGetValue(hint, out var known))
            return known;
        known = router.Knows(hint);
        if (_known.Count < MostTasks)
            _known[hint] = known;
        return known;
    }
}
