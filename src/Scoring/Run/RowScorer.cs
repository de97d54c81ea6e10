using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>A row's way from JSON to outcomes. Many threads use one.</summary>
/// <param name="parser">Reads rows.</param>
/// <param name="scorer">Scores groups.</param>
/// <param name="options">The run.</param>
/// <param name="looks">Looks at rows, for what is told at the end.</param>
/// <param name="file">The input's name, for messages.</param>
internal sealed class RowScorer(RowParser parser, GroupScorer scorer, RewardRunOptions options, RowLooks looks, string file)
{
    /// <summary>Does a row and releases its line.</summary>
    /// <param name="row">The row.</param>
    /// <param name="cancellationToken">Stops the tools.</param>
    internal async Task<RowDone> ScoreAsync(RowWork row, CancellationToken cancellationToken)
    {
        if (row.Read.Line is not { } line)
            return new RowDone(0, row.Read.Error);
        using (line)
        {
            var bytes = line.Bytes.Length + 1;
            var retries = row is { Retries: true, Kept.Failed.Count: > 0 };
            if (row.Kept is not null && !retries && !options.WaitsForBatch && !looks.AreGrouped)
                return new RowDone(bytes, null) { Input = line.Hash, Kept = row.Kept }; // nothing of it is needed
            RolloutGroup group;
            RowKey? key;
            ulong shape;
            try
            {
                group = parser.Parse(line.Bytes.Span, line.Number, file, out shape);
                key = looks.KeyOf(line, group.Query, file);
            }
            catch (InputException error)
            {
                return new RowDone(bytes, error);
            }

            if (row.Kept is null)
            {
                var scored = await scorer.ScoreAsync(group, cancellationToken);
                return new RowDone(bytes, null)
                {
                    Input = line.Hash,
                    Key = key,
                    Scored = scored,
                    Advantages = scored.Advantages,
                    Look = looks.Look(parser, line, shape, key, scored, file),
                };
            }

            var done = new RowDone(bytes, null) { Input = line.Hash, Kept = row.Kept, Key = key, Lengths = ScoredGroup.LengthsOf(group) };
            return retries ? await RetryAsync(done, group, row.Kept, cancellationToken) : done;
        }
    }

    private async Task<RowDone> RetryAsync(RowDone done, RolloutGroup group, OutputRow row, CancellationToken cancellationToken)
    {
        var scored = await scorer.ScoreSomeAsync(group, row.Failed, cancellationToken);
        var kept = row.Replace(row.Failed, scored.Outcomes, scored.Rewards);
        return done with
        {
            Scored = scored,
            Again = row.Failed,
            Kept = kept,
            Advantages = options.Advantages is { IsGroupLocal: true } advantages && !looks.AreGrouped
                ? Estimates.Of(advantages, new RewardedGroup(kept.Group.Rewards, done.Lengths))
                : null,
        };
    }
}
