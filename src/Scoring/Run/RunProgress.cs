namespace Rlar.Scoring.Run;

/// <summary>How far a run is. Rows that were kept of an interrupted run do not count; their bytes do.</summary>
/// <param name="Rows">Rows read and scored, or found bad.</param>
/// <param name="Completions">Completions scored.</param>
/// <param name="Bytes">Bytes of the input, unpacked, that these rows took, and those kept.</param>
public sealed record RunProgress(long Rows, long Completions, long Bytes);
