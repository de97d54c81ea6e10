using Rlar.Scoring.Ledger;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>
/// Takes the rows of a run in order: to the ledger, to their batch, to the output. Several threads may use one: what waits is handed over from time to time,
/// however long the next row takes.
/// </summary>
internal sealed class RowSink : IDisposable
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMilliseconds(200);
    private readonly Lock _one = new();
    private readonly ResumableOutput _output;
    private readonly LedgerWriter? _ledger;
    private readonly AdvantageBatches<RowDone> _batches;
    private readonly OutcomeWriter _writer = new();
    private readonly bool _withLengths;
    private readonly ITimer _timer;
    private long _row;
    private long _written;

    /// <summary>Creates a sink.</summary>
    /// <param name="output">Where rows go.</param>
    /// <param name="ledger">Where records go, or null.</param>
    /// <param name="options">The run.</param>
    /// <param name="withLengths">Whether advantages are to be added in a second pass, which needs lengths.</param>
    /// <param name="cut">How many rows come first that are written already.</param>
    internal RowSink(ResumableOutput output, LedgerWriter? ledger, RewardRunOptions options, bool withLengths, int cut)
    {
        (_output, _ledger, _withLengths) = (output, ledger, withLengths);
        _batches = new AdvantageBatches<RowDone>(
            withLengths ? options with { Advantages = null } : options, row => row.Rewarded, (row, advantages) => row with { Advantages = advantages });
        _written = -cut;
        _row = output.ResumedRows - cut;
        _timer = options.Clock.CreateTimer(_ => FlushQuietly(), null, s_longestWait, s_longestWait);
    }

    /// <summary>Takes a row.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    internal void Add(RowDone row)
    {
        lock (_one)
        {
            _row++;
            if (row.Scored is not null)
                _ledger?.Append(_row, row.Scored, row.Again);
            foreach (var ready in _batches.Add(row))
                Write(ready);
        }
    }

    /// <summary>Hands over what waits: nothing else is to come for now.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    internal void Flush()
    {
        lock (_one)
            _output.Flush();
    }

    /// <summary>Ends the last batch and completes the output.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    internal void Complete()
    {
        lock (_one)
        {
            foreach (var ready in _batches.End())
                Write(ready);
            _ledger?.Flush();
            _output.Complete();
            _ledger?.Complete();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_one)
            _writer.Dispose();
    }

    private void Write(RowDone row)
    {
        if (++_written > 0)
            _output.Append(row.Write(_writer, _withLengths), row.Input);
    }

    private void FlushQuietly()
    {
        try
        {
            Flush();
        }
        catch (OutputException)
        {
            // The output raises it again with the next row, on the thread of the run.
        }
        catch (ObjectDisposedException)
        {
            // The run ended meanwhile.
        }
    }
}
