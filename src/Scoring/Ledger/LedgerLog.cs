using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Ledger;

/// <summary>
/// The ledger of what has no rows and no end: groups are appended as they are scored, by any thread. Records reach the operating system within a fifth
/// of a second, whole lines at a time: after the death of the process the file loads, and the next one goes on behind it.
/// </summary>
public sealed class LedgerLog : IDisposable
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMilliseconds(200);
    private readonly Lock _one = new();
    private readonly LedgerWriter _writer;
    private readonly ITimer _timer;
    private long _row;
    private bool _isClosed;

    /// <summary>Opens the ledger, for this process alone; a torn last line is cut.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="clock">When what waits is handed over.</param>
    /// <exception cref="OutputException">The file cannot be opened, is no ledger, or another process writes it.</exception>
    public LedgerLog(string path, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _writer = new LedgerWriter(path, new LedgerStart("-", RunDisk.Real), null, RunDisk.Real);
        _timer = clock.CreateTimer(_ => FlushQuietly(), null, s_longestWait, s_longestWait);
    }

    /// <summary>Told once why the ledger cannot be written any more; what is scored goes on. Null for nobody. Default null.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Why the ledger cannot be written any more; null while it can.</summary>
    public OutputException? Failure { get; private set; }

    /// <summary>Appends what the tools said of a group. After a failure nothing more is written.</summary>
    /// <param name="group">The group.</param>
    public void Append(ScoredGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        lock (_one)
        {
            if (!_isClosed)
                Try(() => _writer.Append(++_row, group, null));
        }
    }

    /// <summary>Hands over what waits and closes the file.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_one)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            Try(_writer.Flush);
            try
            {
                _writer.Dispose();
            }
            catch (OutputException error)
            {
                Failure ??= error;
            }
        }
    }

    private void FlushQuietly()
    {
        lock (_one)
        {
            if (!_isClosed)
                Try(_writer.Flush);
        }
    }

    private void Try(Action write)
    {
        if (Failure is not null)
            return;
        try
        {
            write();
        }
        catch (OutputException error)
        {
            Failure = error;
            Warn?.Invoke(error.Message);
        }
    }
}
