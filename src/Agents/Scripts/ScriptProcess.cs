using System.Buffers;
using System.Buffers.Binary;
using Rlar.Agents.Scripts.Running;
using Rlar.Rewards.Sandbox;

namespace Rlar.Agents.Scripts;

/// <summary>One worker as the host sees it. It is asked by one caller at a time; after an exception it is of no more use.</summary>
internal sealed class ScriptProcess : IAsyncDisposable
{
    // As many as a worker keeps (ScriptWorker): the oldest goes first.
    private const int MostScripts = 32;
    private static readonly TimeSpan s_backstop = TimeSpan.FromMinutes(15);
    private readonly SandboxSession _session;
    private readonly OrderedDictionary<string, int> _scripts = [];
    private readonly ArrayBufferWriter<byte> _request = new(1 << 14);
    private readonly byte[] _header = new byte[sizeof(int)];
    private byte[] _answer = new byte[1 << 12];
    private int _numbers;

    private ScriptProcess(SandboxSession session) => _session = session;

    /// <summary>Starts one.</summary>
    /// <exception cref="SandboxException">There is no sandbox.</exception>
    internal static async Task<ScriptProcess> StartAsync(ScriptWorkerOptions options, CancellationToken cancellationToken) =>
        new(await ScriptWorkerFiles.StartAsync(options, cancellationToken));

    /// <summary>Makes calls of several groups, and tells of each as soon as it is answered.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="answered">Told a group's index and its verdicts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SandboxException">The worker ended, or wrote what it should not.</exception>
    internal async Task AskAsync(IReadOnlyList<ScriptCalls> groups, Action<int, ScriptVerdict[]> answered, CancellationToken cancellationToken)
    {
        _request.ResetWrittenCount();
        var loads = new bool[groups.Count];
        for (var i = 0; i < groups.Count; i++)
        {
            loads[i] = !_scripts.TryGetValue(groups[i].Script.Hash, out var number);
            if (loads[i])
                number = Write(groups[i].Script);
            Write(groups[i], number, isLast: i == groups.Count - 1);
        }

        // Processor time decides; this is for a worker that waits for what does not come.
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(s_backstop);

        // Both at once: a worker that waits for its answers to be read reads no more requests.
        var written = _session.WriteAsync(_request.WrittenMemory, deadline.Token).AsTask();
        try
        {
            for (var i = 0; i < groups.Count; i++)
            {
                var refused = loads[i] ? await LoadedAsync(deadline.Token) : "";
                var verdicts = await ScoredAsync(groups[i].Count, deadline.Token);
                answered(i, refused.Length == 0 ? verdicts : [.. verdicts.Select(_ => new ScriptVerdict(null, "tool", $"it could not be loaded: {refused}"))]);
            }
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SandboxException($"The worker of scripts did not answer within {s_backstop.TotalMinutes} minutes.", error);
        }
        finally
        {
            await written.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
                .WaitAsync(TimeSpan.FromSeconds(1), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private int Write(CompiledScript script)
    {
        if (_scripts.Count >= MostScripts)
            _scripts.RemoveAt(0);
        var number = ++_numbers;
        _scripts.Add(script.Hash, number);
        var start = ScriptWire.Begin(_request);
        ScriptWire.Byte(_request, ScriptWire.Load | ScriptWire.More);
        ScriptWire.Number(_request, number);
        ScriptWire.Number(_request, script.Assembly.Length);
        _request.Write(script.Assembly.Span);
        ScriptWire.End(_request, start);
        return number;
    }

    private void Write(ScriptCalls calls, int number, bool isLast)
    {
        var start = ScriptWire.Begin(_request);
        ScriptWire.Byte(_request, isLast ? ScriptWire.Score : (byte)(ScriptWire.Score | ScriptWire.More));
        ScriptWire.Number(_request, number);
        ScriptWire.Large(_request, calls.Limits.Steps);
        ScriptWire.Large(_request, calls.Limits.Memory);
        ScriptWire.Text(_request, calls.Prompt);
        ScriptWire.Number(_request, calls.References.Count);
        foreach (var reference in calls.References)
            ScriptWire.Text(_request, reference);
        ScriptWire.Number(_request, 2 * calls.Data.Count);
        foreach (var (name, value) in calls.Data)
        {
            ScriptWire.Text(_request, name);
            ScriptWire.Text(_request, value);
        }

        ScriptWire.Number(_request, calls.Completions.Count);
        foreach (var completion in calls.Completions)
            ScriptWire.Text(_request, completion);
        ScriptWire.End(_request, start);
    }

    private async Task<string> LoadedAsync(CancellationToken cancellationToken)
    {
        var length = await FrameAsync(cancellationToken);
        return Read(length, (ref ScriptWire.Reader reader) => reader.Byte() == ScriptWire.Load ? reader.Text() : null);
    }

    private async Task<ScriptVerdict[]> ScoredAsync(int count, CancellationToken cancellationToken)
    {
        var length = await FrameAsync(cancellationToken);
        return Read(length, (ref ScriptWire.Reader reader) =>
        {
            if (reader.Byte() != ScriptWire.Score || reader.Number() != count)
                return null;
            var verdicts = new ScriptVerdict[count];
            for (var i = 0; i < count; i++)
            {
                verdicts[i] = (ScriptStatus)reader.Byte() == ScriptStatus.Value
                    ? new ScriptVerdict(BitConverter.Int64BitsToDouble(reader.Large()), null, null)
                    : new ScriptVerdict(null, "tool", reader.Text());
            }

            return verdicts;
        });
    }

    private async Task<int> FrameAsync(CancellationToken cancellationToken)
    {
        await _session.ReadExactlyAsync(_header, cancellationToken);
        var length = BinaryPrimitives.ReadInt32LittleEndian(_header);
        if (length is < 0 or > ScriptWire.LongestFrame)
            throw new SandboxException("The worker of scripts wrote what is no answer.");
        if (length > _answer.Length)
            _answer = new byte[length];
        await _session.ReadExactlyAsync(_answer.AsMemory(0, length), cancellationToken);
        return length;
    }

    private T Read<T>(int length, Reading<T> read)
        where T : class
    {
        try
        {
            var reader = new ScriptWire.Reader(_answer.AsSpan(0, length));
            return read(ref reader) ?? throw new SandboxException("The worker of scripts answered something else than it was asked.");
        }
        catch (Exception error) when (error is ArgumentException or OverflowException)
        {
            throw new SandboxException("The worker of scripts wrote an answer that ends before its end.", error);
        }
    }

    private delegate T? Reading<T>(ref ScriptWire.Reader reader)
        where T : class;
}
