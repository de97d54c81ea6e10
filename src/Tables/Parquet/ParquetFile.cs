using ParquetSharp;
using ParquetSharp.Arrow;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Parquet;

/// <summary>A Parquet file and its batches, opened in the way that costs the least memory.</summary>
internal static class ParquetFile
{
    /// <summary>Rows of a batch, where they are short.</summary>
    internal const long MostRows = 1024;

    private const long BatchBytes = 4 << 20;

    /// <summary>Opens a file.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="path">The file.</param>
    /// <param name="batchRows">Rows of a batch.</param>
    internal static FileReader Open(string name, string path, long batchRows = MostRows)
    {
        ParquetFooter.Check(name, path);
        try
        {
            using var properties = ReaderProperties.GetDefaultReaderProperties();
            properties.EnableBufferedStream();
            properties.EnablePageChecksumVerification();
            using var arrow = ArrowReaderProperties.GetDefault();
            arrow.UseThreads = false;
            arrow.PreBuffer = false;
            arrow.BatchSize = batchRows;
            return new FileReader(path, properties, arrow);
        }
        catch (Exception error) when (ParquetLibrary.IsMissing(error))
        {
            throw ParquetLibrary.Missing(name, error);
        }
        catch (ParquetException error)
        {
            throw Damaged(name, 0, error);
        }
    }

    /// <summary>How many rows a batch may have, so that it stays small.</summary>
    /// <param name="rowBytes">What a row has, about.</param>
    internal static long BatchRows(long rowBytes) => Math.Clamp(BatchBytes / Math.Max(1, rowBytes), 1, MostRows);

    /// <summary>The bytes that a row of some columns unfolds to, in the row group where it has the most: the footer knows.</summary>
    internal static long LargestRow(FileReader file, int[] leaves)
    {
        var most = 0L;
        var parquet = file.ParquetReader;
        for (var group = 0; group < file.NumRowGroups; group++)
        {
            using var reader = parquet.RowGroup(group);
            var bytes = 0L;
            foreach (var leaf in leaves)
            {
                using var column = reader.MetaData.GetColumnChunkMetaData(leaf);
                bytes += column.TotalUncompressedSize;
            }

            most = Math.Max(most, bytes / Math.Max(1, reader.MetaData.NumRows));
        }

        return most;
    }

    /// <summary>The columns of the file that a field is made of.</summary>
    internal static IEnumerable<int> Leaves(SchemaField field) =>
        field.ColumnIndex >= 0 ? [field.ColumnIndex] : field.Children.SelectMany(Leaves);

    /// <summary>The error for what a library says of a file.</summary>
    internal static InputException Damaged(string name, long row, Exception error) => new(
        name, row, null, $"the Parquet data cannot be read: {error.Message.Split('\n')[0].TrimEnd('.', '\r')}",
        "The file may be damaged: copy or download it again, or write it again with another codec.", error);
}
