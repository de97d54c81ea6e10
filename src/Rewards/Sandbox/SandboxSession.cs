using System.Text;
using System.Text.Json;

namespace Rlar.Rewards.Sandbox;

/// <summary>
/// A program in a sandbox of its own that is asked again and again (<see cref="SandboxParty.Service"/>): what is written here is its standard input, what is read here its
/// standard output. It is isolated and limited as any job is. One question at a time.
/// </summary>
public sealed class SandboxSession : IAsyncDisposable
{
    private const int KeptOfError = 2000;
    private readonly Supervisor _supervisor;
    private readonly StringBuilder _error = new();
    private int _left;

    private SandboxSession(Supervisor supervisor) => _supervisor = supervisor;

    /// <summary>Starts a program.</summary>
    /// <param name="party">The program: a <see cref="SandboxParty.Service"/>.</param>
    /// <param name="limits">
    /// What it may use. Its <see cref="SandboxLimits.StepCpu"/> is of one answer, where it writes a byte to descriptor 3 with each. Time on the clock should not count
    /// where it waits for questions: <see cref="SandboxLimits.Wall"/> is then as long as the session may live.
    /// </param>
    /// <param name="folders">Folders of the host outside /usr that it may read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SandboxException">Something is missing, or the machine does not isolate.</exception>
    public static async Task<SandboxSession> StartAsync(
        SandboxParty party, SandboxLimits limits, IReadOnlyList<string> folders, CancellationToken cancellationToken)
    {
        var supervisor = await Supervisor.StartAsync(new SandboxSetup([], [], folders), cancellationToken);
        try
        {
            await supervisor.BeginAsync(new SandboxJob([party], limits), cancellationToken);
            return new SandboxSession(supervisor);
        }
        catch (IOException error)
        {
            await supervisor.DisposeAsync();
            throw new SandboxException($"The sandbox ended while the program was started: {error.Message}", error);
        }
        catch
        {
            await supervisor.DisposeAsync();
            throw;
        }
    }

    /// <summary>The process that is killed to end it.</summary>
    internal int Id => _supervisor.Id;

    /// <summary>Writes to the program's standard input.</summary>
    /// <param name="data">What.</param>
    /// <param name="cancellationToken">Gives up; the session is then of no more use.</param>
    /// <exception cref="SandboxException">The program has ended.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        try
        {
            await _supervisor.WriteAsync(data, cancellationToken);
        }
        catch (IOException error)
        {
            throw new SandboxException($"The program in the sandbox has ended.{Said()}", error);
        }
    }

    /// <summary>Reads from its standard output until a buffer is full.</summary>
    /// <param name="into">The buffer.</param>
    /// <param name="cancellationToken">Gives up; the session is then of no more use.</param>
    /// <exception cref="SandboxException">The program has ended, or a limit has ended it.</exception>
    public async ValueTask ReadExactlyAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        try
        {
            while (into.Length > 0)
            {
                if (_left == 0)
                    await NextAsync(cancellationToken);
                var count = await _supervisor.ReadAsync(into[..Math.Min(_left, into.Length)], cancellationToken);
                if (count == 0)
                    throw new EndOfStreamException();
                _left -= count;
                into = into[count..];
            }
        }
        catch (Exception error) when (error is IOException or EndOfStreamException)
        {
            throw new SandboxException($"The sandbox ended in the middle of a session: {await _supervisor.LastWordsAsync()}", error);
        }
    }

    /// <summary>Ends the program and all that it started.</summary>
    public ValueTask DisposeAsync() => _supervisor.DisposeAsync();

    private async ValueTask NextAsync(CancellationToken cancellationToken)
    {
        while (_left == 0)
        {
            var (kind, _, stream, length) = await _supervisor.HeaderAsync(cancellationToken);
            if (kind == 'D' && stream == 1)
            {
                _left = length;
                continue;
            }

            var data = await _supervisor.DataAsync(length, cancellationToken);
            if (kind == 'E')
                throw new SandboxException(Ended(data));
            if (kind != 'D')
                throw new SandboxException($"The sandbox broke: {Encoding.UTF8.GetString(data)}");
            if (stream == 2)
                Keep(Encoding.UTF8.GetString(data));
        }
    }

    private void Keep(string text)
    {
        _error.Append(text);
        if (_error.Length > KeptOfError)
            _error.Remove(0, _error.Length - KeptOfError);
    }

    private string Ended(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var stop = Supervisor.StopOf(document.RootElement);
        return stop == SandboxStop.None ? $"The program in the sandbox ended by itself.{Said()}" : $"The limit on {stop} ended the program in the sandbox.{Said()}";
    }

    private string Said() => _error.Length == 0 ? "" : $" It wrote: {_error.ToString().Trim()}";
}
