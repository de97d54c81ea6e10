namespace Rlar.Host.Chat;

/// <summary>
/// Ctrl-C while a model writes on a terminal ends the answer and not the program: for so long it is a key like others. Elsewhere it is the signal that it
/// always is.
/// </summary>
internal sealed class AnswerKey : IDisposable
{
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(50);
    private readonly CancellationTokenSource _stop;
    private readonly Timer? _timer;

    /// <summary>Begins to listen.</summary>
    /// <param name="isTerminal">Whether somebody types.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    internal AnswerKey(bool isTerminal, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!isTerminal)
            return;
        System.Console.TreatControlCAsInput = true;
        _timer = new Timer(_ => Look(), null, s_between, s_between);
    }

    /// <summary>Cancelled where the answer is to end.</summary>
    internal CancellationToken Token => _stop.Token;

    /// <summary>Ctrl-C is the signal again.</summary>
    public void Dispose()
    {
        if (_timer is not null)
        {
            using var ended = new ManualResetEvent(false);
            if (_timer.Dispose(ended))
                _ = ended.WaitOne();
            System.Console.TreatControlCAsInput = false;
        }

        _stop.Dispose();
    }

    private void Look()
    {
        while (System.Console.KeyAvailable)
        {
            if (System.Console.ReadKey(intercept: true) is { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control })
                _stop.Cancel();
        }
    }
}
