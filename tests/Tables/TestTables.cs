using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using ParquetSharp;
using Rlar.Scoring.Rows;
using Rlar.Tables.Columns;

namespace Rlar.Tables.Tests;

/// <summary>Tables written with the libraries themselves, and rows read back.</summary>
internal static class TestTables
{
    internal static Field Field(string name, IArrowType type) => new(name, type, true);

    internal static ListType ListOf(IArrowType items) => new(Field("element", items));

    /// <summary>A batch of columns built from rows of JSON.</summary>
    internal static RecordBatch Batch(IReadOnlyList<Field> fields, params IEnumerable<string> rows)
    {
        var elements = rows.Select(row => JsonElement.Parse(row)).ToList();
        return Batch([.. fields.Select(field =>
        {
            var column = ColumnBuilder.Of(field.DataType);
            foreach (var row in elements)
                column.Append(row.TryGetProperty(field.Name, out var value) ? value : default);
            return (field.Name, ArrowArrayFactory.BuildArray(column.Build()));
        })]);
    }

    internal static RecordBatch Batch(params IReadOnlyList<(string Name, IArrowArray Values)> columns) => new(
        new Schema(columns.Select(column => Field(column.Name, column.Values.Data.DataType)), null), columns.Select(column => column.Values), columns[0].Values.Length);

    internal static byte[] ArrowStream(params IReadOnlyList<RecordBatch> batches)
    {
        using var stream = new MemoryStream();
        using var writer = new ArrowStreamWriter(stream, batches[0].Schema, leaveOpen: true);
        foreach (var batch in batches)
            writer.WriteRecordBatch(batch);
        writer.WriteEnd();
        return stream.ToArray();
    }

    internal static byte[] ArrowFile(params IReadOnlyList<RecordBatch> batches)
    {
        using var stream = new MemoryStream();
        using var writer = new ArrowFileWriter(stream, batches[0].Schema, leaveOpen: true);
        foreach (var batch in batches)
            writer.WriteRecordBatch(batch);
        writer.WriteEnd();
        return stream.ToArray();
    }

    internal static void Parquet(string path, IReadOnlyList<RecordBatch> batches, long groupRows = 1 << 20)
    {
        using var builder = new WriterPropertiesBuilder();
        using var properties = builder.Compression(Compression.Snappy).MaxRowGroupLength(groupRows).Build();
        using var writer = new ParquetSharp.Arrow.FileWriter(path, batches[0].Schema, properties);
        foreach (var batch in batches)
            writer.WriteBufferedRecordBatch(batch);
        writer.Close();
    }

    /// <summary>The rows of an input as they are read, each on a line.</summary>
    internal static List<string> Read(string path, LineSourceOptions? options = null)
    {
        using var source = LineSource.Open(path, null, (options ?? new LineSourceOptions()) with { Formats = new TableFormats() });
        return Read(source);
    }

    internal static List<string> Read(byte[] bytes)
    {
        using var source = LineSource.Open("-", new MemoryStream(bytes), new LineSourceOptions { Formats = new TableFormats() });
        return Read(source);
    }

    private static List<string> Read(LineSource source)
    {
        var rows = new List<string>();
        while (source.Read(CancellationToken.None) is { } line)
        {
            using (line)
                rows.Add(System.Text.Encoding.UTF8.GetString(line.Bytes.Span));
        }

        return rows;
    }

    /// <summary>The options of one who reads rows to score.</summary>
    internal static LineSourceOptions Scoring { get; } = new() { Keys = new RowParser().Keys };

    internal static string Refusal(Action action) => Assert.Throws<InputException>(action).Message;
}
