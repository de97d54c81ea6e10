using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Rlar.Rewards.Sandbox;

/// <summary>One supervisor process (Supervisor/supervisor.py) under bubblewrap, and the frames to and from it. It runs one job at a time.</summary>
internal sealed class Supervisor : IAsyncDisposable
{
    private const int HeaderLength = 8;
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly Stream _requests;
    private readonly Stream _answers;
    private readonly byte[] _header = new byte[HeaderLength];

    private Supervisor(Process process)
    {
        _process = process;
        Id = process.Id;
        _requests = process.StandardInput.BaseStream;
        _answers = process.StandardOutput.BaseStream;
    }

    /// <summary>The process that is killed to end it: bubblewrap's outer one.</summary>
    internal int Id { get; }

    /// <summary>Whether it can still be asked.</summary>
    internal bool IsAlive => !_process.HasExited;

    /// <summary>Starts a supervisor and waits until it is ready.</summary>
    /// <param name="setup">Its modules and folders.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SandboxException">Something is missing, or the machine does not isolate.</exception>
    internal static async Task<Supervisor> StartAsync(SandboxSetup setup, CancellationToken cancellationToken)
    {
        if (Bubblewrap.Missing() is { } missing)
            throw new SandboxException($"Programs are run in a sandbox or not at all: {missing}.");
        var line = Bubblewrap.CommandLine(setup.Folders, Bubblewrap.Find("python3")!, "-s", "-B", "-c", SupervisorSource.Bootstrap);
        var start = new ProcessStartInfo(line[0], line.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // What this process was started with (keys, tokens) is nobody's in there, not even bubblewrap's.
        start.Environment.Clear();
        var process = await LaunchAsync(start);
        var supervisor = new Supervisor(process);
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(s_start);
            await supervisor.SendAsync(SupervisorSource.FirstFrame(setup), deadline.Token);
            var (kind, _, _, length) = await supervisor.HeaderAsync(deadline.Token);
            var text = Encoding.UTF8.GetString(await supervisor.DataAsync(length, deadline.Token));
            return kind == 'R' ? supervisor : throw new SandboxException($"The sandbox did not start: {text}.");
        }
        catch (Exception error) when (error is IOException or EndOfStreamException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var said = await supervisor.LastWordsAsync();
            await supervisor.DisposeAsync();
            throw new SandboxException(
                $"The machine does not isolate programs, so none is run. bubblewrap says: {said} "
                + "It needs unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1 or user.max_user_namespaces>0; "
                + "in a container, a seccomp and AppArmor profile that allows them).",
                error);
        }
        catch
        {
            await supervisor.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a job. After an exception the supervisor is of no more use.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SandboxException">The sandbox broke.</exception>
    internal async Task<SandboxResult> RunAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(job.Limits.Backstop) + s_slack);
        try
        {
            await SendAsync(JobFrame(job), deadline.Token);
            foreach (var party in job.Parties)
                await SendAsync(party.Payload, deadline.Token);
            return await ReadAsync(job, deadline.Token);
        }
        catch (Exception error) when (error is IOException or EndOfStreamException)
        {
            throw new SandboxException($"The sandbox ended in the middle of a job: {await LastWordsAsync()}", error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SandboxException($"The sandbox did not answer within {job.Limits.Backstop + s_slack.TotalSeconds:0} s.", error);
        }
    }

    /// <summary>Starts a party that talks to the host. The supervisor is of no use for anything after it.</summary>
    /// <param name="job">The job, of one party.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task BeginAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        await SendAsync(JobFrame(job, isSession: true), cancellationToken);
        await SendAsync(job.Parties[0].Payload, cancellationToken);
    }

    /// <summary>Writes to the party of a session.</summary>
    internal async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        await _requests.WriteAsync(data, cancellationToken);
        await _requests.FlushAsync(cancellationToken);
    }

    /// <summary>Ends the supervisor and everything under it.</summary>
    public ValueTask DisposeAsync()
    {
        try
        {
            End();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<Process> LaunchAsync(ProcessStartInfo start)
    {
        try
        {
            return await LauncherThread.StartAsync(start);
        }
        catch (Win32Exception error)
        {
            throw new SandboxException($"{start.FileName} cannot be started: {error.Message}", error);
        }
    }

    private static byte[] JobFrame(SandboxJob job, bool isSession = false)
    {
        var limits = job.Limits;
        return JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["parties"] = job.Parties.Select(party => party.Entry),
            ["link"] = job.IsLinked,
            ["session"] = isSession,
            ["limits"] = new Dictionary<string, double>
            {
                ["cpu"] = limits.Cpu,
                ["wall"] = limits.Wall,
                ["step_cpu"] = limits.StepCpu ?? limits.Cpu,
                ["step_wall"] = limits.StepWall ?? limits.Wall,
                ["cpu_backstop"] = Math.Ceiling(limits.Cpu) + 1,
                ["backstop"] = limits.Backstop,
                ["memory"] = limits.Memory,
                ["address_space"] = limits.AddressSpace ?? 0,
                ["disk"] = limits.Disk,
                ["inodes"] = 4096,
                ["files"] = limits.Files,
                ["processes"] = limits.Processes,
                ["output"] = limits.Output,
            },
        });
    }

    private async Task<SandboxResult> ReadAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        var streams = new ArrayBufferWriter<byte>[job.Parties.Count, 3];
        for (var party = 0; party < job.Parties.Count; party++)
        {
            for (var stream = 0; stream < 3; stream++)
                streams[party, stream] = new ArrayBufferWriter<byte>();
        }

        while (true)
        {
            var (kind, party, stream, length) = await HeaderAsync(cancellationToken);
            switch (kind)
            {
                case 'D':
                    var into = streams[party, stream - 1];
                    await _answers.ReadExactlyAsync(into.GetMemory(length)[..length], cancellationToken);
                    into.Advance(length);
                    break;
                case 'E':
                    return ResultOf(await DataAsync(length, cancellationToken), streams);
                default:
                    throw new SandboxException($"The sandbox broke: {Encoding.UTF8.GetString(await DataAsync(length, cancellationToken))}");
            }
        }
    }

    /// <summary>Which limit ended a job, by what the supervisor says at its end.</summary>
    internal static SandboxStop StopOf(JsonElement end) => end.GetProperty("reason").GetString() switch
    {
        null => SandboxStop.None,
        "cpu" => SandboxStop.CpuTime,
        "wall" => SandboxStop.WallTime,
        "memory" => SandboxStop.Memory,
        "processes" => SandboxStop.Processes,
        "files" => SandboxStop.Files,
        _ => SandboxStop.Output,
    };

    private static SandboxResult ResultOf(byte[] json, ArrayBufferWriter<byte>[,] streams)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new SandboxResult
        {
            Stop = StopOf(root),
            Outputs = [.. Enumerable.Range(0, streams.GetLength(0))
                .Select(party =>
                    new SandboxOutput(streams[party, 0].WrittenMemory, streams[party, 1].WrittenMemory, streams[party, 2].WrittenMemory))],
            Cpu = root.GetProperty("cpu").GetDouble(),
            Wall = root.GetProperty("wall").GetDouble(),
            Memory = root.GetProperty("memory").GetInt64(),
            Processes = root.GetProperty("processes").GetInt32(),
        };
    }

    /// <summary>Reads a part of the data of a header.</summary>
    internal ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellationToken) => _answers.ReadAsync(into, cancellationToken);

    private async Task SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        await _requests.WriteAsync(length, cancellationToken);
        await _requests.WriteAsync(data, cancellationToken);
        await _requests.FlushAsync(cancellationToken);
    }

    internal async Task<(char Kind, int Party, int Stream, int Length)> HeaderAsync(CancellationToken cancellationToken)
    {
        await _answers.ReadExactlyAsync(_header, cancellationToken);
        return ((char)_header[0], _header[1], _header[2], BinaryPrimitives.ReadInt32LittleEndian(_header.AsSpan(4)));
    }

    internal async Task<byte[]> DataAsync(int length, CancellationToken cancellationToken)
    {
        var data = new byte[length];
        await _answers.ReadExactlyAsync(data, cancellationToken);
        return data;
    }

    // The whole tree: until bubblewrap's inner process is set up it waits for the outer one, for ever where that is killed alone.
    private void End() => _process.Kill(entireProcessTree: true);

    /// <summary>What the process wrote to standard error before it ended; it is killed if it has not ended.</summary>
    internal async Task<string> LastWordsAsync()
    {
        try
        {
            End();
            var text = (await _process.StandardError.ReadToEndAsync()).Trim();
            return text.Length == 0 ? "nothing." : text.Length > 500 ? text[^500..] : text;
        }
        catch (Exception error) when (error is InvalidOperationException or IOException)
        {
            return error.Message;
        }
    }
}
