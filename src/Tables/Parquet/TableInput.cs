using Apache.Arrow;
using Rlar.Scoring.Rows;
using Rlar.Tables.Folders;
using Rlar.Tables.Ipc;

namespace Rlar.Tables.Parquet;

/// <summary>The whole tables that rows were scored from, with all of their columns: what is written back beside the results.</summary>
internal sealed class TableInput
{
    private readonly IReadOnlyList<string> _files;

    private TableInput(IReadOnlyList<string> files, Schema schema) => (_files, Schema) = (files, schema);

    /// <summary>The columns.</summary>
    internal Schema Schema { get; }

    /// <summary>The tables of an input; null where it is not all Parquet or Arrow, or a pipe that cannot be read again.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    /// <exception cref="OutputException">Its files have different columns.</exception>
    internal static TableInput? Of(RowInput input)
    {
        if (input.Path is "-" or "")
            return null;
        var files = Directory.Exists(input.Path) ? RowFolder.Files(input.Path, input.Options.Split) : [input.Path];
        if (!files.All(file => Kind(file) is not null))
            return null;
        Schema? schema = null;
        foreach (var file in files)
        {
            var one = SchemaOf(file);
            if (schema is not null && !Same(schema, one))
            {
                throw new OutputException(
                    input.Path, $"{Path.GetFileName(file)} has other columns than {Path.GetFileName(files[0])}",
                    "Write JSON lines (-o OUT.jsonl), or score the files one by one.");
            }

            schema ??= one;
        }

        return new TableInput(files, schema!);
    }

    /// <summary>The batches of all files, in order. Each is disposed of when the next is asked for.</summary>
    internal IEnumerable<RecordBatch> Batches() => _files.SelectMany(file => Kind(file) == 'P' ? ParquetBatches(file) : ArrowBatchesOf(file));

    private static IEnumerable<RecordBatch> ParquetBatches(string path)
    {
        var file = ParquetFile.Open(path, path);
        var leaves = Enumerable.Range(0, file.ParquetReader.FileMetaData.NumColumns).ToArray();
        var rows = ParquetFile.BatchRows(ParquetFile.LargestRow(file, leaves));
        if (rows < ParquetFile.MostRows)
        {
            file.Dispose();
            file = ParquetFile.Open(path, path, rows);
        }

        using (file)
        {
            using var reader = file.GetRecordBatchReader(null, null);
            while (reader.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
            {
                using (batch)
                    yield return batch;
            }
        }
    }

    private static IEnumerable<RecordBatch> ArrowBatchesOf(string path)
    {
        using var reader = ArrowBatches.Open(path, File.OpenRead(path), isFile: Kind(path) == 'F');
        var row = 1L;
        while (reader.Next(row) is { } batch)
        {
            row += batch.Length;
            using (batch)
                yield return batch;
        }
    }

    private static Schema SchemaOf(string path)
    {
        if (Kind(path) == 'P')
        {
            using var file = ParquetFile.Open(path, path);
            return file.Schema;
        }

        using var reader = ArrowBatches.Open(path, File.OpenRead(path), isFile: Kind(path) == 'F');
        return reader.Schema;
    }

    /// <summary>P for Parquet, S for an Arrow stream, F for an Arrow file; null for all else.</summary>
    private static char? Kind(string path)
    {
        var start = new byte[8];
        if (!File.Exists(path))
            return null;
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            var read = RandomAccess.Read(file, start, 0);
            return start.AsSpan(0, read) switch
            {
                [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => 'P',
                [0xFF, 0xFF, 0xFF, 0xFF, ..] => 'S',
                [(byte)'A', (byte)'R', (byte)'R', (byte)'O', (byte)'W', (byte)'1', ..] => 'F',
                _ => null,
            };
        }
        catch (NotSupportedException)
        {
            return null; // a pipe with a name
        }
    }

    private static bool Same(Schema first, Schema second) =>
        first.FieldsList.Count == second.FieldsList.Count
        && first.FieldsList.Zip(second.FieldsList).All(pair =>
            pair.First.Name == pair.Second.Name && Describe(pair.First.DataType) == Describe(pair.Second.DataType));

    private static string Describe(Apache.Arrow.Types.IArrowType type) => type is Apache.Arrow.Types.NestedType nested
        ? $"{type.Name}<{string.Join(',', nested.Fields.Select(field => $"{field.Name}:{Describe(field.DataType)}"))}>"
        : type is Apache.Arrow.Types.TimestampType time ? $"{type.Name}[{time.Unit},{time.Timezone}]"
        : type is Apache.Arrow.Types.FixedSizeBinaryType fixedSize ? $"{type.Name}[{fixedSize.ByteWidth}]" : type.Name;
}
