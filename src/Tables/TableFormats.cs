using Rlar.Scoring.Rows;
using Rlar.Tables.Csv;
using Rlar.Tables.Folders;
using Rlar.Tables.Ipc;
using Rlar.Tables.Parquet;

namespace Rlar.Tables;

/// <summary>
/// Rows from Parquet, Arrow (streams and files), CSV and TSV, Zstandard around text, and folders of them; Parquet as a form of the output. Formats are
/// told by their first bytes; CSV and TSV, which have none, by their names. It holds no state.
/// </summary>
public sealed class TableFormats : IRowFormats
{
    /// <inheritdoc/>
    public IRowReader? Open(RowOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return origin.Start.Span switch
        {
            [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => OpenParquet(origin),
            [(byte)'P', (byte)'A', (byte)'R', (byte)'E', ..] => throw ParquetFooter.Encrypted(origin.Name),
            [0xFF, 0xFF, 0xFF, 0xFF, ..] => ArrowRows.Open(origin.Name, origin.Content, isFile: false, origin.Options),
            [(byte)'A', (byte)'R', (byte)'R', (byte)'O', (byte)'W', (byte)'1', ..] => OpenArrowFile(origin),
            _ => Path.GetExtension(origin.PlainName).ToUpperInvariant() switch
            {
                ".CSV" => CsvRows.Open(origin.Name, origin.Content, null, origin.Options),
                ".TSV" => CsvRows.Open(origin.Name, origin.Content, '\t', origin.Options),
                _ => null,
            },
        };
    }

    /// <inheritdoc/>
    public IRowReader OpenFolder(string folder, LineSourceOptions options) =>
        new FolderRows(RowFolder.Files(folder, options.Split), file => LineSource.Open(file, null, options));

    /// <inheritdoc/>
    public Stream? Decompress(ReadOnlySpan<byte> start, Stream compressed) =>
        start is [0x28, 0xB5, 0x2F, 0xFD, ..] ? new ZstdStream(compressed) : null;

    /// <inheritdoc/>
    public IOutputForm? Form(string output, RowInput input)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(input);
        var ending = Path.GetExtension(output).ToUpperInvariant();
        return ending switch
        {
            ".PARQUET" => new ParquetForm(output, input),
            ".CSV" or ".TSV" or ".ARROW" or ".FEATHER" => throw new OutputException(
                output, $"rows are written as JSON lines or Parquet, not as {ending[1..]}", "Name the output .jsonl or .parquet."),
            ".ZST" or ".ZSTD" => throw new OutputException(
                output, "output is not compressed as it is written",
                "Write it without .zst and compress it afterwards, or write to - and pipe it through zstd."),
            _ => null,
        };
    }

    private static ParquetRows OpenParquet(RowOrigin origin)
    {
        var path = Reopened(origin, "a Parquet file");
        return ParquetRows.Open(origin.Name, path, origin.Options);
    }

    private static ArrowRows OpenArrowFile(RowOrigin origin)
    {
        var path = Reopened(origin, "an Arrow file");
        return ArrowRows.Open(origin.Name, File.OpenRead(path), isFile: true, origin.Options);
    }

    /// <summary>The path of a file that has its index at its end, so that it cannot be read from the front.</summary>
    private static string Reopened(RowOrigin origin, string what)
    {
        if (!origin.CanReopen)
        {
            throw new InputException(
                origin.Name, 0, null, $"this is {what}, which has its index at its end and cannot be read from a pipe or compressed",
                "Give the path of the file itself.");
        }

        origin.Content.Dispose();
        return origin.Path!;
    }
}
