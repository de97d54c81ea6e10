using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>What became of one input line: a scored group, or the reason why it is no row.</summary>
/// <param name="Bytes">Length of the line, for the progress.</param>
/// <param name="Group">The group, or null.</param>
/// <param name="Error">Why the line is no row, or null.</param>
internal sealed record ScoredLine(int Bytes, ScoredGroup? Group, InputException? Error);
