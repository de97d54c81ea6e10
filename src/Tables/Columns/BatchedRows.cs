using Apache.Arrow;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Columns;

/// <summary>The rows of a file that is read in record batches, one of them in memory at a time.</summary>
/// <param name="rows">Writes the rows of a batch.</param>
internal abstract class BatchedRows(BatchRows rows) : IRowReader
{
    private RecordBatch? _batch;
    private long _number;
    private bool _ended;

    /// <inheritdoc/>
    public bool IsBroken { get; private set; }

    /// <inheritdoc/>
    public long Read(RowBuffer row, CancellationToken cancellationToken)
    {
        while (!rows.HasNext)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_ended || !NextBatch())
                return 0;
        }

        _number++;
        try
        {
            rows.Write(row, _number);
            return _number;
        }
        catch (Exception error) when (error is not InputException)
        {
            IsBroken = true;
            throw Damaged(_number, error);
        }
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        _ended = true;
        _batch?.Dispose();
    }

    /// <summary>The next batch; null at the end.</summary>
    /// <param name="number">The one-based number of its first row, for messages.</param>
    protected abstract RecordBatch? Next(long number);

    /// <summary>The error for a row that cannot be read.</summary>
    /// <param name="number">Its one-based number.</param>
    /// <param name="error">Why.</param>
    protected abstract InputException Damaged(long number, Exception error);

    private bool NextBatch()
    {
        _batch?.Dispose();
        _batch = null;
        try
        {
            _batch = Next(_number + 1);
            if (_batch is not null)
                rows.Bind(_batch);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            IsBroken = true;
            _ended = true;
            throw error as InputException ?? Damaged(_number + 1, error);
        }

        _ended = _batch is null;
        return !_ended;
    }
}
