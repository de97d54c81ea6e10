namespace Rlar;

/// <summary>A route that a row carries: written by 'rlar route', by a scored row, or by hand. It decides as a row's own tool does.</summary>
/// <param name="Task">The task that the query was taken for; "" where the row does not say.</param>
/// <param name="Tools">The tools, at least one.</param>
/// <param name="Confidence">How sure whoever routed it was, a value between 0.0 and 1.0; null where the row does not say.</param>
/// <param name="Why">The reason in words; "" where the row does not say.</param>
public sealed record WrittenRoute(string Task, IReadOnlyList<WrittenTool> Tools, double? Confidence, string Why);
