using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>Reads the input along the rows that were made of it before, and holds each line against the hash of then.</summary>
/// <param name="source">The input.</param>
/// <param name="parser">Reads rows.</param>
/// <param name="skipsBadRows">Whether bad rows were passed over.</param>
/// <param name="output">The output whose rows they are, for messages.</param>
internal sealed class KeptInput(LineSource source, RowParser parser, bool skipsBadRows, string output)
{
    private const string Remedy = "Run with the input of then, or give --restart to score anew.";

    /// <summary>Rows that were found again.</summary>
    internal long Rows { get; private set; }

    /// <summary>Bad rows between them: refused and told in the run that made the others.</summary>
    internal long SkippedRows { get; private set; }

    /// <summary>Bytes of the input that they took.</summary>
    internal long Bytes { get; private set; }

    /// <summary>The line of the next row. The caller disposes of it.</summary>
    /// <param name="hash">The hash of then.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="OutputException">The row is another now, or there is none.</exception>
    internal InputLine Next(ulong hash, CancellationToken cancellationToken)
    {
        while (Read(cancellationToken) is { } read)
        {
            if (read.Line is { } line && line.Hash == hash)
            {
                Rows++;
                return line;
            }

            if (GoodRow(read) is { } query)
            {
                throw new OutputException(
                    output,
                    $"its row {Rows + 1} was made of another row than {source.Name}:{read.Line!.Number} (id '{query.Id}') is now: the input has changed",
                    Remedy);
            }
        }

        throw new OutputException(output, $"it has more rows than {source.Name}, which ends after {Plural(Rows)}: the input has changed", Remedy);
    }

    /// <summary>Where the input goes on after these rows: the line and the id of a further one; null where it ends.</summary>
    internal (long Line, string Id)? HasMore(CancellationToken cancellationToken)
    {
        while (Read(cancellationToken) is { } read)
        {
            if (GoodRow(read) is { } query)
                return (read.Line!.Number, query.Id);
        }

        return null;
    }

    /// <summary>Requires that the input has no further row.</summary>
    /// <param name="canExtend">Whether the output can be extended by it.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="OutputException">It has one: it has grown since the output was completed.</exception>
    internal void RequireEnd(bool canExtend, CancellationToken cancellationToken)
    {
        if (HasMore(cancellationToken) is { } more)
        {
            throw new OutputException(
                output,
                $"it is complete with {Plural(Rows)}, which are as they were, and {source.Name} has more now, from line {more.Line} on (id '{more.Id}')",
                canExtend
                    ? "Give --extend to score those, or --restart to score all anew."
                    : "Give --restart to score all anew, or score those to another output.");
        }
    }

    private LineRead? Read(CancellationToken cancellationToken)
    {
        var read = LineRead.Next(source, cancellationToken);
        Bytes += read?.Line?.Bytes.Length + 1 ?? 0;
        return read;
    }

    /// <summary>What a line asks; null for a bad row that is passed over.</summary>
    private Query? GoodRow(LineRead read)
    {
        try
        {
            return read.Line is { } line ? parser.Parse(line.Bytes.Span, line.Number, source.Name).Query : throw read.Error!;
        }
        catch (InputException) when (skipsBadRows)
        {
            read.Line?.Dispose();
            SkippedRows++;
            return null;
        }
    }

    private static string Plural(long rows) => rows == 1 ? "1 row" : $"{rows} rows";
}
