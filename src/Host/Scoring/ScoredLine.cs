using Rlar.Agents.Pipeline;
using Rlar.Agents.Rows;

namespace Rlar.Host.Scoring;

/// <summary>What became of one input line: a scored group, or the reason why it is no row.</summary>
/// <param name="Bytes">Length of the line, for the progress.</param>
/// <param name="Scored">The group, or null.</param>
/// <param name="Advantages">[G] its advantages; null where there are none or they wait for the batch.</param>
/// <param name="Error">Why the line is no row, or null.</param>
internal sealed record ScoredLine(int Bytes, ScoredGroup? Scored, double?[]? Advantages, InputException? Error)
{
    /// <summary>The output row.</summary>
    /// <param name="advantages">[G] advantages, or null for none.</param>
    internal ScoredRow ToRow(double?[]? advantages) =>
        new(Scored!.Group.Query.Id, Scored.Route, Scored.Rewards, advantages, Scored.Outcomes);
}
