using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Ledger;

/// <summary>
/// Appends what every tool said of every completion to a JSONL file, after what earlier runs left there. When a run is resumed, its own
/// records of rows that the output does not have, and a torn last line, are cut first; so a run never has a row twice. A file that is not
/// a ledger is refused and left as it is.
/// </summary>
internal sealed class LedgerWriter : IDisposable
{
    private const int FlushBytes = 64 << 10;

    // What .NET reports when another process, or another handle of this one, holds the lock.
    private static readonly int[] LockedElsewhere = [11, 35, unchecked((int)0x80070020)];
    private readonly string _path;
    private readonly FileStream _file;
    private readonly LedgerStart _start;
    private readonly RunDisk _disk;
    private readonly ArrayBufferWriter<byte> _waiting = new(1 << 16);
    private readonly Utf8JsonWriter _json;
    private long _length;
    private bool _isNoted;
    private OutputException? _failure;

    /// <summary>Opens the ledger, for this process alone.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="start">Where the run's records begin.</param>
    /// <param name="resumedRows">Rows of the run that are kept; null for a run that begins.</param>
    /// <param name="disk">How it is written.</param>
    /// <exception cref="OutputException">The file cannot be opened, is no ledger, or another process writes it.</exception>
    internal LedgerWriter(string path, LedgerStart start, long? resumedRows, RunDisk disk)
    {
        (_path, _start, _disk) = (path, start, disk);
        _json = new Utf8JsonWriter(_waiting);
        try
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        }
        catch (IOException error) when (LockedElsewhere.Contains(error.HResult))
        {
            throw new OutputException(path, "another run is writing this ledger", "Wait for it or end it, or give --ledger another file.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(error, "Give --ledger a file that can.");
        }

        try
        {
            var from = resumedRows is null ? null : start.Read(path);
            _length = from is null ? EndOfRecords() : EndOfKept(from.Value, resumedRows!.Value);
            if (_file.CanSeek && _length != _file.Length)
                disk.SetLength(_file.SafeFileHandle, _length);
            _isNoted = from is not null;
        }
        catch (Exception error)
        {
            _file.Dispose();
            if (error is IOException or NotSupportedException)
                throw Unwritable(error, "Give --ledger a file that can.");
            throw;
        }
    }

    /// <summary>Appends a group's records.</summary>
    /// <param name="row">One-based number of the row in the run.</param>
    /// <param name="group">The group.</param>
    /// <param name="completions">Which completions of the row the group has; null for all.</param>
    /// <exception cref="OutputException">Writing failed.</exception>
    internal void Append(long row, ScoredGroup group, IReadOnlyList<int>? completions)
    {
        // Not before there is a record: a run without one has nothing to cut when it is resumed.
        if (!_isNoted && group.Calls.Count > 0)
            Guard(() => _start.Write(_path, _length));
        _isNoted |= group.Calls.Count > 0;
        foreach (var call in group.Calls)
        {
            for (var i = 0; i < call.Outcomes.Count; i++)
            {
                Write(new LedgerRecord(
                    row, group.Group.Query.Id, completions?[i] ?? i, HashOf(group.Group.Completions[i].Text), group.Route.Task, call.Tool.Tool.Card.Id,
                    call.Tool.Tool.Card.Version, call.Tool.Weight, call.Outcomes[i]));
            }
        }

        if (_waiting.WrittenCount >= FlushBytes)
            Flush();
    }

    /// <summary>Hands all records to the operating system.</summary>
    /// <exception cref="OutputException">Writing failed, now or before.</exception>
    internal void Flush()
    {
        if (_failure is not null)
            throw _failure;
        if (_waiting.WrittenCount == 0)
            return;
        Guard(() => _disk.Write(_file.SafeFileHandle, _waiting.WrittenSpan, _length));
        _length += _waiting.WrittenCount;
        _waiting.ResetWrittenCount();
    }

    /// <summary>Says that the run is complete.</summary>
    internal void Complete()
    {
        Flush();
        Guard(_start.Forget);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            if (_failure is null)
                Flush();
        }
        finally
        {
            _json.Dispose();
            _file.Dispose();
        }
    }

    private void Write(LedgerRecord record)
    {
        var json = _json;
        json.Reset();
        json.WriteStartObject();
        json.WriteNumber("row", record.Row);
        json.WriteString("query", record.Query);
        json.WriteNumber("completion", record.Completion);
        json.WriteString("hash", record.CompletionHash);
        json.WriteString("task", record.Task);
        json.WriteString("tool", record.Tool);
        json.WriteString("version", record.Version);
        json.WriteNumber("weight", record.Weight);
        json.WriteString("status", record.Outcome.Status);
        switch (record.Outcome)
        {
            case RewardOutcome.Scored scored:
                json.WriteNumber("value", scored.Value);
                if (scored.Reason is not null)
                    json.WriteString("reason", scored.Reason); // what a replay shows beside today's
                break;
            case RewardOutcome.Unscorable unscorable:
                json.WriteString("reason", unscorable.Reason);
                break;
            case RewardOutcome.Failed failed:
                json.WriteString("boundary", failed.Boundary);
                json.WriteString("reason", failed.Reason);
                break;
        }

        json.WriteEndObject();
        json.Flush();
        _waiting.Write("\n"u8);
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw _failure = Unwritable(error, "Remove the cause (free space, fix permissions) and run again with --resume, or give --ledger another file.");
        }
    }

    private OutputException Unwritable(Exception error, string remedy) =>
        new(_path, $"the ledger cannot be written: {error.Message.TrimEnd('.')}", remedy, error);

    /// <summary>What a record has of a completion: the first 16 hexadecimal digits of the SHA-256 of its UTF-8.</summary>
    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>Where the last whole record ends, of whatever run.</summary>
    private long EndOfRecords()
    {
        long end = 0;
        foreach (var (_, position) in Records(0))
            end = position;
        return end;
    }

    /// <summary>Where the last record of a kept row ends. Rows ascend within a run, and a run's records are together.</summary>
    private long EndOfKept(long from, long rows)
    {
        var end = from;
        long previous = 0;
        var said = new HashSet<(string, long)>();
        foreach (var (record, position) in Records(from))
        {
            if (record.Row != previous)
                said.Clear();
            if (record.Row < previous || !said.Add((record.Tool, record.Completion)))
            {
                throw new OutputException(
                    _path, "another run has written to the ledger since this one was interrupted", "Give --ledger another file, or --restart.");
            }

            previous = record.Row;
            if (record.Row <= rows)
                end = position;
        }

        return end;
    }

    /// <summary>The records from a place on, each with the place where it ends. A torn last one is left out.</summary>
    private IEnumerable<((long Row, string Tool, long Completion) Record, long End)> Records(long from)
    {
        if (from >= _file.Length)
            yield break; // a device has no length, and perhaps no end
        _file.Seek(from, SeekOrigin.Begin);
        using var lines = new StreamReader(_file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var position = from;
        while (lines.ReadLine() is { } line)
        {
            position += Encoding.UTF8.GetByteCount(line) + 1;
            if (position <= _file.Length && Read(line) is { } record)
            {
                yield return (record, position);
                continue;
            }

            if (position <= _file.Length || !line.StartsWith("{\"row\":"[..Math.Min(line.Length, 7)], StringComparison.Ordinal))
            {
                throw new OutputException(_path, "this file holds something other than a ledger, and was left as it is", "Give --ledger another file.");
            }
        }
    }

    private static (long Row, string Tool, long Completion)? Read(string line)
    {
        try
        {
            using var record = JsonDocument.Parse(line);
            var root = record.RootElement;
            return (root.GetProperty("row").GetInt64(), root.GetProperty("tool").GetString()!, root.GetProperty("completion").GetInt64());
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}

/// <summary>One line of the append-only ledger: what one version of one tool said of one completion, so that a reward can be traced and replayed.</summary>
/// <param name="Row">One-based number of the row in the run.</param>
/// <param name="Query">The query's id.</param>
/// <param name="Completion">Zero-based index of the completion in its group.</param>
/// <param name="CompletionHash">First 16 hexadecimal digits of the SHA-256 of the completion's UTF-8 text.</param>
/// <param name="Task">The task of the route.</param>
/// <param name="Tool">The tool's id.</param>
/// <param name="Version">The tool's version.</param>
/// <param name="Weight">Its weight in the route.</param>
/// <param name="Outcome">What it said.</param>
internal sealed record LedgerRecord(
    long Row, string Query, int Completion, string CompletionHash, string Task, string Tool, string Version, double Weight, RewardOutcome Outcome);
