namespace Rlar.Agents.Monitor;

/// <summary>What the tools of a route said of one group: all that a <see cref="ToolMonitor"/> needs to know of a row.</summary>
/// <param name="Id">The query's id, to name it as an example.</param>
/// <param name="Task">The task that it was routed as.</param>
/// <param name="Tools">The tools in the order of the route: a tool's fallback is the next of them.</param>
/// <param name="Lengths">[G] lengths of the completions in any one unit; null where they are not known.</param>
public sealed record WatchedGroup(string Id, string Task, IReadOnlyList<WatchedOutcomes> Tools, IReadOnlyList<int>? Lengths = null);
