namespace Rlar;

/// <summary>The router's decision for one group.</summary>
/// <param name="Task">The task that the query was taken for, for example "math".</param>
/// <param name="Tools">The tools and their weights; none where nothing suits.</param>
/// <param name="Confidence">How sure the router is, a value between 0.0 and 1.0.</param>
/// <param name="Why">The reason in words; with no tools, why the group is unscorable.</param>
public sealed record Route(string Task, IReadOnlyList<RoutedTool> Tools, double Confidence, string Why);
