using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using ParquetSharp;
using Rlar.Tables.Columns;

namespace Rlar.Bench.Tables;

/// <summary>The same rows as JSON lines, Parquet, Arrow and CSV, written as those who have them write them.</summary>
internal static class TableSet
{
    private const int BatchRows = 1000; // what Hugging Face's writer has

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Schema s_schema = new Schema.Builder()
        .Field(new Field("id", StringType.Default, true))
        .Field(new Field("data_source", StringType.Default, true))
        .Field(new Field("prompt", StringType.Default, true))
        .Field(new Field("answer", StringType.Default, true))
        .Field(new Field("tool", StringType.Default, true))
        .Field(new Field("completions", new ListType(new Field("element", StringType.Default, true)), true))
        .Build();

    /// <summary>Writes the rows.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <returns>The files by format.</returns>
    internal static IReadOnlyList<(string Format, string Path)> Write(string folder, IEnumerable<JsonObject> rows)
    {
        var batches = new List<RecordBatch>();
        var (lines, table) = (Path.Combine(folder, "rows.jsonl"), Path.Combine(folder, "rows.csv"));
        using (var json = new StreamWriter(lines))
        using (var csv = new StreamWriter(table))
        {
            csv.WriteLine(string.Join(',', s_schema.FieldsList.Select(field => field.Name)));
            foreach (var chunk in rows.Chunk(BatchRows))
            {
                foreach (var row in chunk)
                {
                    json.WriteLine(row.ToJsonString(s_plain));
                    csv.WriteLine(string.Join(',', s_schema.FieldsList.Select(field => Cell(row[field.Name]))));
                }

                batches.Add(Batch(chunk));
            }
        }

        return [("jsonl", lines), ("parquet", Parquet(folder, batches)), ("arrow", ArrowStream(folder, batches)), ("csv", table)];
    }

    private static RecordBatch Batch(JsonObject[] rows)
    {
        var arrays = s_schema.FieldsList.Select(field =>
        {
            var column = ColumnBuilder.Of(field.DataType);
            foreach (var row in rows)
                column.Append(JsonSerializer.SerializeToElement(row[field.Name]));
            return ArrowArrayFactory.BuildArray(column.Build());
        });
        return new RecordBatch(s_schema, arrays, rows.Length);
    }

    /// <summary>One row group of all rows and Snappy, as pandas writes.</summary>
    private static string Parquet(string folder, List<RecordBatch> batches)
    {
        var path = Path.Combine(folder, "rows.parquet");
        using var builder = new WriterPropertiesBuilder();
        using var properties = builder.Compression(Compression.Snappy).MaxRowGroupLength(long.MaxValue).Build();
        using var writer = new ParquetSharp.Arrow.FileWriter(path, s_schema, properties);
        foreach (var batch in batches)
            writer.WriteBufferedRecordBatch(batch);
        writer.Close();
        return path;
    }

    private static string ArrowStream(string folder, List<RecordBatch> batches)
    {
        var path = Path.Combine(folder, "rows.arrow");
        using var file = File.Create(path);
        using var writer = new ArrowStreamWriter(file, s_schema);
        foreach (var batch in batches)
            writer.WriteRecordBatch(batch);
        writer.WriteEnd();
        return path;
    }

    private static string Cell(JsonNode? value)
    {
        var text = value is JsonValue plain ? plain.GetValue<string>() : value?.ToJsonString() ?? "";
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : string.Create(CultureInfo.InvariantCulture, $"\"{text.Replace("\"", "\"\"")}\"");
    }
}
