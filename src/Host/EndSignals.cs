using System.Runtime.InteropServices;

namespace Rlar.Host;

/// <summary>
/// Ctrl-C and SIGTERM cancel what runs, which then writes what it has. The second of them ends the process at once, as does patience that is at its end.
/// </summary>
internal sealed class EndSignals : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private volatile int _code = ExitCode.Cancelled;
    private Timer? _patience;

    /// <summary>Begins to listen.</summary>
    internal EndSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => On(context, ExitCode.Cancelled)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => On(context, ExitCode.Terminated)),
    ];

    /// <summary>Cancelled by a signal.</summary>
    internal CancellationToken Token => _stop.Token;

    /// <summary>What the process tells its caller where it was cancelled.</summary>
    internal int Code => _code;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _patience?.Dispose();
        _stop.Dispose();
    }

    private void On(PosixSignalContext context, int code)
    {
        if (_stop.IsCancellationRequested)
            return; // the second: the system's own way
        context.Cancel = true;
        _code = code;
        _patience = new Timer(_ => Environment.Exit(code), null, s_patience, Timeout.InfiniteTimeSpan);
        _stop.Cancel();
    }
}
