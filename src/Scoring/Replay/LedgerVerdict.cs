namespace Rlar.Scoring.Replay;

/// <summary>What a ledger says of one completion.</summary>
/// <param name="Line">The record's line, from 1.</param>
/// <param name="Row">The row's number among those scored, from 1.</param>
/// <param name="Query">The row's id.</param>
/// <param name="Completion">Index of the completion, from 0.</param>
/// <param name="Hash">The completion's hash.</param>
/// <param name="Tool">The tool's id.</param>
/// <param name="Version">The tool's version.</param>
/// <param name="Outcome">What it said.</param>
internal sealed record LedgerVerdict(
    long Line, long Row, string Query, int Completion, string Hash, string Tool, string Version, RewardOutcome Outcome);
