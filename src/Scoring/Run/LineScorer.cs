using Rlar.Scoring.Doubts;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>A line's way from JSON to a scored group. Many threads use one.</summary>
/// <param name="parser">Reads rows.</param>
/// <param name="scorer">Scores groups.</param>
/// <param name="looks">Looks at rows, for what is told at the end.</param>
/// <param name="file">The input's name, for messages.</param>
internal sealed class LineScorer(RowParser parser, GroupScorer scorer, RowLooks looks, string file)
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
            RolloutGroup group;
            RowKey? key;
            try
            {
                group = parser.Parse(line.Bytes.Span, line.Number, file);
                key = looks.KeyOf(line, group.Query, file);
            }
            catch (InputException error)
            {
                return new ScoredLine(bytes, null, null, error);
            }

            var scored = await scorer.ScoreAsync(group, cancellationToken);
            return new ScoredLine(bytes, scored, looks.Look(parser, line, key, scored, file), null);
        }
    }
}

/// <summary>A line as it was read, or why it could not be: its place among the others is kept then, and reading continues after it.</summary>
/// <param name="Line">The line, or null.</param>
/// <param name="Error">What is wrong with it, or null.</param>
internal sealed record LineRead(InputLine? Line, InputException? Error)
{
    /// <summary>Reads the next line, or null at the end of the input.</summary>
    /// <exception cref="InputException">The input as a whole cannot be read further.</exception>
    internal static LineRead? Next(LineSource source, CancellationToken cancellationToken)
    {
        try
        {
            return source.Read(cancellationToken) is { } line ? new LineRead(line, null) : null;
        }
        catch (InputException error) when (error.Line > 0 && !source.IsBroken)
        {
            return new LineRead(null, error);
        }
    }
}

/// <summary>What became of one input line: a scored group, or the reason why it is no row.</summary>
/// <param name="Bytes">Length of the line, for the progress.</param>
/// <param name="Group">The group, or null.</param>
/// <param name="Look">What was seen of the line beside, where it is a group.</param>
/// <param name="Error">Why the line is no row, or null.</param>
internal sealed record ScoredLine(int Bytes, ScoredGroup? Group, RowLook? Look, InputException? Error);
