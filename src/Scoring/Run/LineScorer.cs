using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>A line's way from JSON to a scored group. Many threads use one.</summary>
/// <param name="parser">Reads rows.</param>
/// <param name="scorer">Scores groups.</param>
/// <param name="file">The input's name, for messages.</param>
internal sealed class LineScorer(RowParser parser, GroupScorer scorer, string file)
{
    /// <summary>Scores a line and releases it.</summary>
    /// <param name="read">The line.</param>
    /// <param name="cancellationToken">Stops the tools.</param>
    internal async Task<ScoredLine> ScoreAsync(LineRead read, CancellationToken cancellationToken)
    {
        if (read.Line is not { } line)
            return new ScoredLine(0, null, read.Error);
        using (line)
        {
            var bytes = line.Bytes.Length + 1;
            RolloutGroup group;
            try
            {
                group = parser.Parse(line.Bytes.Span, line.Number, file);
            }
            catch (InputException error)
            {
                return new ScoredLine(bytes, null, error);
            }

            return new ScoredLine(bytes, await scorer.ScoreAsync(group, cancellationToken), null);
        }
    }
}
