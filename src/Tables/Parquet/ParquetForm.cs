using System.Text.Json;
using Apache.Arrow;
using ParquetSharp;
using ParquetSharp.Arrow;
using ParquetSharp.IO;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Parquet;

/// <summary>
/// Scored rows as Parquet: beside the input's columns where it is a table, unchanged and in its order; beside the id where it is not. Compressed with
/// Zstandard, in row groups of a fixed number of rows or bytes: the same rows give the same file.
/// </summary>
internal sealed class ParquetForm : IOutputForm
{
    private const long GroupRows = 1 << 16;
    private const long GroupBytes = 128 << 20;
    private const int BatchRows = 1024;

    private readonly string _output;
    private readonly RowInput _input;
    private readonly TableInput? _table;

    /// <summary>Looks at the input, so that what stands in the way is said before hours are spent on scores.</summary>
    /// <param name="output">The output.</param>
    /// <param name="input">What the rows are scored from.</param>
    /// <exception cref="OutputException">The input has a column that the results need, or one that Parquet cannot hold.</exception>
    internal ParquetForm(string output, RowInput input)
    {
        (_output, _input) = (output, input);
        if (ParquetLibrary.Failure() is { } failure)
            throw new OutputException(output, $"the Parquet library does not load here: {failure}", "Write JSON lines (-o OUT.jsonl).");
        _table = TableInput.Of(input);
        if (_table is null)
            return;
        if (_table.Schema.FieldsList.FirstOrDefault(field => ResultColumns.Names.Contains(field.Name)) is { } taken)
        {
            throw new OutputException(
                output, $"{input.Path} has a column '{taken.Name}' already, which the results need",
                "Rename it or leave it out, or write JSON lines (-o OUT.jsonl).");
        }

        try
        {
            using var nowhere = new BufferOutputStream();
            Writer(nowhere, Schema(new ResultColumns(withId: false, byToken: false))).Dispose();
        }
        catch (Exception error) when (error is not RlarException)
        {
            throw new OutputException(
                output, $"a column of {input.Path} cannot be written as Parquet: {error.Message.Split('\n')[0].TrimEnd('.')}",
                "Write JSON lines (-o OUT.jsonl), or leave the column out.", error);
        }
    }

    /// <inheritdoc/>
    public string Version => $"parquet, zstd, {ParquetLibrary.Version}";

    /// <inheritdoc/>
    public void Convert(Func<Stream> rows, IEnumerable<ulong> inputs, string path)
    {
        var columns = new ResultColumns(withId: _table is null, IsByToken(rows));
        using var stream = new FailingOnceStream(path);
        try
        {
            using var file = new ManagedOutputStream(stream);
            using var writer = Writer(file, Schema(columns));
            var bytes = 0L;
            foreach (var batch in _table is null ? Results(rows, columns) : Beside(rows, inputs, columns))
            {
                if (bytes > GroupBytes)
                {
                    writer.NewBufferedRowGroup();
                    bytes = 0;
                }

                writer.WriteBufferedRecordBatch(batch);
                bytes += batch.Arrays.Sum(array => Bytes(array.Data));
            }

            writer.Close();
        }
        catch (Exception) when (stream.Failure is { } failure)
        {
            throw new IOException(failure.Message, failure); // the disk's; the library's has its names around it
        }
        catch (Exception error) when (error is ParquetException or NotSupportedException or JsonException or InvalidOperationException)
        {
            throw new OutputException(
                _output, $"writing Parquet failed: {error.Message.Split('\n')[0].TrimEnd('.')}",
                $"The scored rows are safe in {_output}.part, as JSON lines.", error);
        }
    }

    // Slices of a larger batch count for all of it: a group is then cut early, which costs little.
    private static long Bytes(ArrayData data) => data.Buffers.Sum(buffer => (long)buffer.Length) + (data.Children ?? []).Sum(Bytes);

    private static FileWriter Writer(OutputStream stream, Schema schema)
    {
        using var builder = new WriterPropertiesBuilder();
        using var properties = builder.Compression(Compression.Zstd).MaxRowGroupLength(GroupRows).EnablePageChecksum().Build();
        using var arrowBuilder = new ArrowWriterPropertiesBuilder();
        using var arrow = arrowBuilder.StoreSchema().Build();
        return new FileWriter(stream, schema, properties, arrow);
    }

    private Schema Schema(ResultColumns columns) =>
        _table is null ? new Schema(columns.Fields, null) : new Schema([.. _table.Schema.FieldsList, .. columns.Fields], _table.Schema.Metadata);

    /// <summary>The results by themselves.</summary>
    private static IEnumerable<RecordBatch> Results(Func<Stream> rows, ResultColumns columns)
    {
        var schema = new Schema(columns.Fields, null);
        foreach (var chunk in ScoredRows.Read(rows()).Chunk(BatchRows))
        {
            foreach (var row in chunk)
                columns.Append(row);
            using var batch = new RecordBatch(schema, columns.Build(), chunk.Length);
            yield return batch;
        }
    }

    /// <summary>The input's columns and the results beside them.</summary>
    private IEnumerable<RecordBatch> Beside(Func<Stream> rows, IEnumerable<ulong> inputs, ResultColumns columns)
    {
        var schema = Schema(columns);
        using var results = ScoredRows.Aligned(_output, _input, rows(), inputs).GetEnumerator();
        foreach (var batch in _table!.Batches())
        {
            for (var i = 0; i < batch.Length; i++)
            {
                if (!results.MoveNext())
                    throw ScoredRows.OfAnotherInput(_output, $"has fewer rows than {_input.Path}");
                columns.Append(results.Current);
            }

            yield return new RecordBatch(schema, [.. batch.Arrays, .. columns.Build()], batch.Length);
        }

        if (results.MoveNext())
            throw ScoredRows.OfAnotherInput(_output, $"has more rows than {_input.Path}");
    }

    private static bool IsByToken(Func<Stream> rows) =>
        ScoredRows.Read(rows()).Select(ResultColumns.IsByToken).FirstOrDefault(known => known is not null) ?? false;
}
