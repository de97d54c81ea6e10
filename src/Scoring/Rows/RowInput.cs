namespace Rlar.Scoring.Rows;

/// <summary>What rows are scored from, for an output that keeps the input's columns.</summary>
/// <param name="Path">The path, or "-".</param>
/// <param name="Options">How it is read.</param>
public sealed record RowInput(string Path, LineSourceOptions Options);
