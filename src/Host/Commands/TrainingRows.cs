using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary>Rows that a policy is asked: files in the formats of 'rlar score', whose completions, if any, are not read.</summary>
internal static class TrainingRows
{
    private static readonly RowParser s_parser = new(new RowParserOptions { CompletionsRequired = false });

    /// <summary>Reads all rows of files, one file after the other.</summary>
    /// <param name="files">The files.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InputException">A file cannot be read, or holds a line that is no row.</exception>
    /// <exception cref="HostException">A file has no rows.</exception>
    internal static IReadOnlyList<Query> Read(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var rows = new List<Query>();
        foreach (var file in files)
        {
            var before = rows.Count;
            using var source = RowSource.Open(file, null, s_parser.Keys, cancellationToken);
            while (source.Read(cancellationToken) is { } line)
            {
                using (line)
                    rows.Add(s_parser.Parse(line.Bytes.Span, line.Number, source.Name).Query);
            }

            if (rows.Count == before)
                throw new HostException($"{file}: there are no rows.");
        }

        return rows;
    }
}
