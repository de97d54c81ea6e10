namespace Rlar.Server.Service;

/// <summary>When a request's answer is due: its time runs from its arrival, waiting included.</summary>
/// <param name="clock">The clock.</param>
/// <param name="started">The clock's time stamp of the arrival.</param>
/// <param name="time">How long the answer may take.</param>
internal readonly struct RequestDeadline(TimeProvider clock, long started, TimeSpan time)
{
    /// <summary>How long the answer may take.</summary>
    internal TimeSpan Time => time;

    /// <summary>What is left of it, at least 0.</summary>
    internal TimeSpan Left
    {
        get
        {
            var left = time - clock.GetElapsedTime(started);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Waits for something no longer than is left.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="task">What is waited for.</param>
    /// <param name="cancellationToken">The client has hung up.</param>
    /// <exception cref="TimeoutException">The time is over.</exception>
    internal Task<T> WaitAsync<T>(Task<T> task, CancellationToken cancellationToken) =>
        task.IsCompleted ? task : task.WaitAsync(Left, clock, cancellationToken);
}
