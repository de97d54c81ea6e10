using Apache.Arrow;
using Rlar.Scoring.Rows;
using Rlar.Tables.Columns;

namespace Rlar.Tables.Ipc;

/// <summary>The rows of an Arrow stream or file, a batch of them in memory at a time.</summary>
internal sealed class ArrowRows : IRowReader
{
    private readonly string _name;
    private readonly ArrowBatches _batches;
    private readonly BatchRows _rows;
    private RecordBatch? _batch;
    private long _number;
    private bool _ended;

    private ArrowRows(string name, ArrowBatches batches, BatchRows rows) => (_name, _batches, _rows) = (name, batches, rows);

    /// <inheritdoc/>
    public bool IsBroken { get; private set; }

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
    public long Read(RowBuffer row, CancellationToken cancellationToken)
    {
        while (!_rows.HasNext)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_ended || !NextBatch())
                return 0;
        }

        _number++;
        try
        {
            _rows.Write(row, _number);
            return _number;
        }
        catch (Exception error) when (error is not InputException)
        {
            IsBroken = true;
            throw ArrowBatches.Damaged(_name, _number, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended = true;
        _batch?.Dispose();
        _batches.Dispose();
    }

    private bool NextBatch()
    {
        _batch?.Dispose();
        _batch = null;
        try
        {
            _batch = _batches.Next(_number + 1);
            if (_batch is not null)
                _rows.Bind(_batch);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            IsBroken = true;
            _ended = true;
            throw error as InputException ?? ArrowBatches.Damaged(_name, _number + 1, error);
        }

        _ended = _batch is null;
        return !_ended;
    }
}
