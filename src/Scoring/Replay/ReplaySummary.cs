namespace Rlar.Scoring.Replay;

/// <summary>What came of a replay.</summary>
/// <param name="Run">Which run of the ledger it was, from 1.</param>
/// <param name="Runs">How many the ledger holds.</param>
/// <param name="Rows">Rows that the run scored.</param>
/// <param name="Compared">Verdicts that were held against today's.</param>
/// <param name="Flips">Those that are others today.</param>
/// <param name="Failed">Verdicts of today that failed.</param>
/// <param name="NotAsked">Verdicts of tools that today's routes do not ask about their rows, by tool.</param>
/// <param name="BadRows">Rows of the input that are no rows.</param>
public sealed record ReplaySummary(
    int Run, int Runs, long Rows, long Compared, long Flips, long Failed, IReadOnlyDictionary<string, long> NotAsked, long BadRows);
