using Apache.Arrow;
using Rlar.Scoring.Rows;
using Rlar.Tables.Columns;

namespace Rlar.Tables.Ipc;

/// <summary>The rows of an Arrow stream or file, a batch of them in memory at a time.</summary>
internal sealed class ArrowRows : BatchedRows
{
    private readonly string _name;
    private readonly ArrowBatches _batches;

    private ArrowRows(string name, ArrowBatches batches, BatchRows rows)
        : base(rows) => (_name, _batches) = (name, batches);

    /// <summary>Opens a stream or a file.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="content">Its bytes; disposed with the reader.</param>
    /// <param name="isFile">Whether it has the file's form, with its index at the end.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="InputException">It is damaged, or has columns that cannot be read as rows.</exception>
    internal static ArrowRows Open(string name, Stream content, bool isFile, LineSourceOptions options)
    {
        var batches = ArrowBatches.Open(name, content, isFile);
        try
        {
            BatchRows.RefuseTwins(name, batches.Schema.FieldsList);
            return new ArrowRows(name, batches, new BatchRows(name, batches.Schema.FieldsList, options.Keys));
        }
        catch
        {
            batches.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _batches.Dispose();
    }

    /// <inheritdoc/>
    protected override RecordBatch? Next(long number) => _batches.Next(number);

    /// <inheritdoc/>
    protected override InputException Damaged(long number, Exception error) => ArrowBatches.Damaged(_name, number, error);
}
