using Rlar.Agents.Pipeline;
using Rlar.Agents.Rows;
using Rlar.Grpo.Advantages;

namespace Rlar.Host.Scoring;

/// <summary>A line's way from JSON to rewards and, where they need no other group, advantages. Many threads use one.</summary>
/// <param name="parser">Reads rows.</param>
/// <param name="scorer">Scores groups.</param>
/// <param name="advantages">Computes a single group's advantages, or null.</param>
/// <param name="file">The input's name, for messages.</param>
internal sealed class LineScorer(RowParser parser, GroupScorer scorer, AdvantageComputation? advantages, string file)
{
    /// <summary>Scores a line and releases it.</summary>
    /// <param name="read">The line.</param>
    /// <param name="cancellationToken">Stops the tools.</param>
    internal async Task<ScoredLine> ScoreAsync(LineRead read, CancellationToken cancellationToken)
    {
        if (read.Line is not { } line)
            return new ScoredLine(0, null, null, read.Error);
        using (line)
        {
            var bytes = line.Bytes.Length + 1;
            Agents.Rewards.RolloutGroup group;
            try
            {
                group = parser.Parse(line.Bytes.Span, line.Number, file);
            }
            catch (InputException error)
            {
                return new ScoredLine(bytes, null, null, error);
            }

            var scored = await scorer.ScoreAsync(group, cancellationToken);
            return new ScoredLine(bytes, scored, advantages is null ? null : OfGroup(scored), null);
        }
    }

    private double?[] OfGroup(ScoredGroup scored)
    {
        var batch = new AdvantageBatch();
        batch.Add(ToRewards(scored));
        var result = advantages!.Compute(batch);
        return [.. Enumerable.Range(0, batch.Count).Select(i => result[i])];
    }

    /// <summary>A scored group as the estimators take it: with the completions' lengths in tokens where all are known.</summary>
    internal static GroupRewards ToRewards(ScoredGroup scored)
    {
        var completions = scored.Group.Completions;
        return GroupRewards.Of(scored.Rewards) with
        {
            Lengths = completions.All(c => c.TokenCount is not null) ? [.. completions.Select(c => c.TokenCount!.Value)] : null,
        };
    }
}
