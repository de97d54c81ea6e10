using System.Net.Sockets;
using System.Security.Authentication;

namespace Rlar.Inference.Catalog.Pull;

/// <summary>Tries again what fails for reasons that pass: broken connections, silence, a busy registry.</summary>
/// <param name="options">How often and after what pauses.</param>
/// <param name="report">Told of each failed try.</param>
internal sealed class Retries(PullOptions options, Action<string> report)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Runs it until it succeeds; tries count from anew after one that got somewhere.</summary>
    /// <param name="address">Whom it talks to.</param>
    /// <param name="work">The work; it calls its argument when it got somewhere.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InferenceException">It failed for good, or too often.</exception>
    internal async Task<T> RunAsync<T>(Uri address, Func<Action, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var failed = attempt;
            try
            {
                return await work(() => failed = 1);
            }
            catch (Exception error) when (Passes(error, cancellationToken))
            {
                attempt = failed;
                var reason = PullFailure.Network(address, error);
                // A certificate or a name that is wrong stays wrong for longer than anyone waits.
                if (attempt >= options.Attempts
                    || error is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.NameResolutionError }
                        or AuthenticationException)
                    throw new InferenceException($"{reason} What was downloaded is kept: run the same again to go on.", error);
                report(reason);
                await Task.Delay(TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, options.FirstPause.Ticks << Math.Min(attempt - 1, 10))), cancellationToken);
            }
        }
    }

    // The errors of disks are other exceptions by now: what is left of I/O is the network.
    private static bool Passes(Exception error, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested
        && error is HttpRequestException or IOException or SocketException or TimeoutException or AuthenticationException;
}
