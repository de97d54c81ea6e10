using Apache.Arrow;
using Apache.Arrow.Ipc;
using ParquetSharp.Arrow;
using Rlar.Scoring.Rows;
using Rlar.Tables.Columns;

namespace Rlar.Tables.Parquet;

/// <summary>The rows of a Parquet file: of the columns that are looked at alone, and a batch of them in memory at a time.</summary>
internal sealed class ParquetRows : BatchedRows
{
    private readonly string _name;
    private readonly FileReader _file;
    private readonly IArrowArrayStream _batches;

    private ParquetRows(string name, FileReader file, IArrowArrayStream batches, BatchRows rows)
        : base(rows) => (_name, _file, _batches) = (name, file, batches);

    /// <summary>Opens a file.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="InputException">It is cut short, damaged, encrypted, or has rows or columns that cannot be read as rows.</exception>
    internal static ParquetRows Open(string name, string path, LineSourceOptions options)
    {
        var file = ParquetFile.Open(name, path);
        try
        {
            var fields = file.Schema.FieldsList;
            BatchRows.RefuseTwins(name, fields);
            var used = Enumerable.Range(0, fields.Count).Where(i => options.Keys is null || options.Keys.All.Contains(fields[i].Name)).ToList();

            // Without a column the batches would have no length.
            List<int> read = used.Count == 0 && fields.Count > 0 ? [0] : used;
            var leaves = read.SelectMany(i => ParquetFile.Leaves(file.SchemaManifest.SchemaFields[i])).ToArray();
            var rows = new BatchRows(name, [.. read.Select(i => fields[i])], options.Keys);
            var size = ParquetFile.LargestRow(file, leaves);
            if (size > options.MaxLineBytes)
            {
                throw new InputException(
                    name, 0, null, $"its rows unfold to {size} bytes each, above the limit of {options.MaxLineBytes} bytes", options.LongLineRemedy);
            }

            if (ParquetFile.BatchRows(size) is var batchRows and < ParquetFile.MostRows)
            {
                file.Dispose();
                file = ParquetFile.Open(name, path, batchRows);
            }

            return new ParquetRows(name, file, file.GetRecordBatchReader(null, leaves), rows);
        }
        catch (Exception error)
        {
            file.Dispose();
            if (error is RlarException)
                throw;
            throw ParquetFile.Damaged(name, 0, error);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _batches.Dispose();
        _file.Dispose();
    }

    /// <inheritdoc/>
    protected override RecordBatch? Next(long number) => _batches.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    protected override InputException Damaged(long number, Exception error) => ParquetFile.Damaged(_name, number, error);
}
