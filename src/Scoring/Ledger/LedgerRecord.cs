namespace Rlar.Scoring.Ledger;

/// <summary>One line of the append-only ledger: what one version of one tool said of one completion, so that a reward can be traced and replayed.</summary>
/// <param name="Row">One-based number of the row in the run.</param>
/// <param name="Query">The query's id.</param>
/// <param name="Completion">Zero-based index of the completion in its group.</param>
/// <param name="CompletionHash">First 16 hexadecimal digits of the SHA-256 of the completion's UTF-8 text.</param>
/// <param name="Task">The task of the route.</param>
/// <param name="Tool">The tool's id.</param>
/// <param name="Version">The tool's version.</param>
/// <param name="Weight">Its weight in the route.</param>
/// <param name="Outcome">What it said.</param>
internal sealed record LedgerRecord(
    long Row, string Query, int Completion, string CompletionHash, string Task, string Tool, string Version, double Weight, RewardOutcome Outcome);
