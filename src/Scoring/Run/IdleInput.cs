using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>
/// A pipe whose reader tells when it is about to wait, so that whoever feeds the pipe has the answers to what was asked before asking more. Its counts of rows
/// are kept by two threads: the one that reads, and the one that takes results.
/// </summary>
/// <param name="inner">The pipe.</param>
internal sealed class IdleInput(Stream inner) : ForwardOnlyStream
{
    private long _begun;
    private long _done;
    private volatile bool _waits;

    /// <summary>Called when all rows that were read are done and the next one is waited for. By either thread.</summary>
    internal Action? OnIdle { get; set; }

    /// <summary>Says that a row was read.</summary>
    internal void Begin() => Interlocked.Increment(ref _begun);

    /// <summary>Says that a row is done.</summary>
    internal void End()
    {
        Interlocked.Increment(ref _done);
        if (_waits)
            TellIfIdle();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        _waits = true;
        Interlocked.MemoryBarrier(); // either this thread sees the last row done, or the other one sees this one wait
        TellIfIdle();
        try
        {
            return inner.Read(buffer);
        }
        finally
        {
            _waits = false;
        }
    }

    private void TellIfIdle()
    {
        if (Interlocked.Read(ref _begun) == Interlocked.Read(ref _done))
            OnIdle?.Invoke();
    }
}
