namespace Rlar.Scoring.Replay;

/// <summary>A completion of which a tool says another thing than it said when the run was scored.</summary>
/// <param name="Line">The row's line, from 1.</param>
/// <param name="Id">The row's id.</param>
/// <param name="Completion">Its index in the row, from 0.</param>
/// <param name="Text">Its text.</param>
/// <param name="Reference">The row's first reference, or null.</param>
/// <param name="ThenTool">The tool of then.</param>
/// <param name="ThenVersion">Its version then.</param>
/// <param name="Then">What it said.</param>
/// <param name="NowTool">The tool of now: the same, or the one that was asked for in its place.</param>
/// <param name="NowVersion">Its version now.</param>
/// <param name="Now">What it says.</param>
public sealed record Flip(
    long Line,
    string Id,
    int Completion,
    string Text,
    string? Reference,
    string ThenTool,
    string ThenVersion,
    RewardOutcome Then,
    string NowTool,
    string NowVersion,
    RewardOutcome Now);
