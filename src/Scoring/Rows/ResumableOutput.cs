using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Writes rows, one line each, so that a run that is killed can go on: they go to OUT.part, which is renamed to OUT when the run completes.
/// What was handed to the operating system survives the death of the process; a torn last row is cut when the run is resumed. Beside the rows
/// goes a record of what they were made of (<see cref="OutputRecord"/>), against which they are held then. An OUT of
/// before stays as it is until then. One process holds an output at a time. Not for several threads at once.
/// </summary>
public sealed partial class ResumableOutput : IDisposable
{
    private readonly ResumableOutputOptions _options;
    private readonly OutputPaths? _paths;
    private readonly SafeFileHandle? _file;
    private readonly List<byte> _waitingHashes = [];
    private OutputRecord? _record;
    private byte[] _waiting = new byte[16 << 10];
    private int _waitingBytes;
    private long _waitingRows;
    private long _offset;
    private long _flushed;
    private OutputException? _failure;
    private bool _done;

    private ResumableOutput(ResumableOutputOptions options, OutputPaths? paths, SafeFileHandle? file)
    {
        _options = options;
        _paths = paths;
        _file = file;
        _flushed = options.Clock.GetTimestamp();
    }

    /// <summary>The output as given, or "stdout": what messages call it.</summary>
    public string Name => _paths?.Given ?? "stdout";

    /// <summary>Whether the run was to be resumed and had completed before: OUT exists and nothing is unfinished. Nothing can be written then.</summary>
    public bool AlreadyComplete { get; private init; }

    /// <summary>How many whole rows of an earlier run are kept; the first row to write is the one after them. 0 unless resumed.</summary>
    public long ResumedRows { get; private set; }

    /// <summary>How many bytes after the last whole row were cut when the run was resumed.</summary>
    public long CutBytes { get; private set; }

    /// <summary>How many rows the operating system has, those of earlier runs with them.</summary>
    public long SafeRows { get; private set; }

    /// <summary>Whether this goes on with an unfinished output, even one without a row.</summary>
    internal bool IsResumed { get; private set; }

    /// <summary>What the rows kept were made of, in order. Valid before the first <see cref="Append(ReadOnlySpan{byte})"/>.</summary>
    internal IEnumerable<RowHashes> ResumedHashes() => ResumedRows == 0 ? [] : _record!.Read();

    /// <summary>The last of the rows kept, in order.</summary>
    /// <param name="count">How many, at most all.</param>
    internal IReadOnlyList<(byte[] Row, RowHashes Hashes)> LastRows(long count)
    {
        var rows = new List<(byte[], RowHashes)>();
        long number = 0;
        foreach (var ((row, _), hashes) in WrittenRows.Read(_file!).Zip(_record!.Read()))
        {
            if (number++ >= ResumedRows - count)
                rows.Add((row.ToArray(), hashes));
        }

        return rows;
    }

    /// <summary>Writes one row that was made of no input row.</summary>
    /// <param name="row">The row's JSON without a line end.</param>
    /// <exception cref="OutputException">Writing failed: the disk is full, the pipe is closed. The message says what is safe.</exception>
    /// <exception cref="ArgumentException">The row is empty or has a line end in it.</exception>
    public void Append(ReadOnlySpan<byte> row) => Append(row, 0);

    /// <summary>Writes one row.</summary>
    /// <param name="row">The row's JSON without a line end.</param>
    /// <param name="input">The hash of the input row that it was made of.</param>
    /// <exception cref="OutputException">Writing failed.</exception>
    /// <exception cref="ArgumentException">The row is empty or has a line end in it.</exception>
    internal void Append(ReadOnlySpan<byte> row, ulong input)
    {
        ObjectDisposedException.ThrowIf(_done || AlreadyComplete, this);
        if (_failure is not null)
            throw _failure;
        if (row.Length == 0 || row.Contains((byte)'\n'))
            throw new ArgumentException("A row is one line that is not empty.", nameof(row));

        if (_waitingBytes + row.Length + 1 > _waiting.Length)
            Array.Resize(ref _waiting, Math.Max(_waiting.Length * 2, _waitingBytes + row.Length + 1));
        row.CopyTo(_waiting.AsSpan(_waitingBytes));
        _waiting[_waitingBytes + row.Length] = (byte)'\n';
        _waitingBytes += row.Length + 1;
        _waitingRows++;
        if (_record is not null)
        {
            Span<byte> hashes = stackalloc byte[RowHashes.Bytes];
            new RowHashes(input, RowHashes.OfOutput(row)).Write(hashes);
            _waitingHashes.AddRange(hashes);
        }

        if (_waitingBytes >= _options.FlushBytes || _options.Clock.GetElapsedTime(_flushed) >= _options.FlushInterval)
            Flush();
    }

    /// <summary>Hands all rows to the operating system.</summary>
    /// <exception cref="OutputException">Writing failed, now or before.</exception>
    public void Flush()
    {
        if (_failure is not null)
            throw _failure;
        if (_waitingBytes > 0)
            Guard(WriteWaiting, "writing failed");
        _flushed = _options.Clock.GetTimestamp();
    }

    /// <summary>Forces all rows to the disk and gives the output its name. Nothing can be written afterwards.</summary>
    /// <exception cref="OutputException">Writing or renaming failed; the rows stay in OUT.part.</exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_done || AlreadyComplete, this);
        Flush();
        if (_file is not null)
            Guard(Publish, "completing the output failed");
        _done = true;
    }

    /// <summary>Flushes and closes. Without <see cref="Complete"/> before it the rows stay in OUT.part, for a run that resumes.</summary>
    /// <exception cref="OutputException">Writing the last rows failed, and no error was raised for this output before.</exception>
    public void Dispose()
    {
        try
        {
            if (!_done && _failure is null && !AlreadyComplete)
                Flush();
        }
        finally
        {
            _done = true;
            _record?.Dispose();
            _file?.Dispose();
        }
    }

    // What is about the rows before the rows: after a kill it is cut to them, and they need never be cut to it.
    private void WriteWaiting()
    {
        _options.BeforeRows?.Invoke();
        _record?.Append(CollectionsMarshal.AsSpan(_waitingHashes));
        var bytes = _waiting.AsSpan(0, _waitingBytes);
        if (_file is not null)
        {
            _options.Disk.Write(_file, bytes, _offset);
        }
        else
        {
            _options.StandardOutput!.Write(bytes);
            _options.StandardOutput.Flush();
        }

        _offset += _waitingBytes;
        SafeRows += _waitingRows;
        _waitingBytes = 0;
        _waitingRows = 0;
        _waitingHashes.Clear();
    }

    // The lock is held until the file has its name, so that no other run can take OUT.part in between. A kill between the two names leaves OUT
    // beside OUT.part.run, or OUT.part beside the record of both: Adopt.
    private void Publish()
    {
        var (disk, paths) = (_options.Disk, _paths!);
        RandomAccess.FlushToDisk(_file!);
        _record!.FlushToDisk();
        if (_options.Form is { } form)
            Convert(form, disk, paths);
        else
            disk.Move(paths.Part, paths.Final);
        if (_options.KeepsRecord)
        {
            disk.Move(paths.PartRecord, paths.Record);
        }
        else
        {
            disk.Delete(paths.PartRecord);
            disk.Delete(paths.Record);
        }

        if (_options.Form is not null)
            disk.Delete(paths.Part);
        _record.Dispose();
        _file!.Dispose();
    }

    // Whoever is killed in here leaves OUT.part: it is converted again when the run is resumed, and gives the same bytes.
    private void Convert(IOutputForm form, RunDisk disk, OutputPaths paths)
    {
        try
        {
            form.Convert(() => new PartStream(_file!), _record!.Read().Select(row => row.Input), paths.Converted);
        }
        catch
        {
            File.Delete(paths.Converted); // the disk may be full of it
            throw;
        }

        using (var converted = File.OpenHandle(paths.Converted, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.FlushToDisk(converted);
        disk.Move(paths.Converted, paths.Final);
    }

    private void Guard(Action action, string what)
    {
        try
        {
            action();
        }
        catch (OutputException error)
        {
            _failure = error; // of the ledger, which says so itself
            throw;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw _failure = Failed($"{what}: {error.Message.TrimEnd('.')}", error);
        }
    }

    private OutputException Failed(string reason, Exception error) => _paths is null
        ? new OutputException(Name, reason, $"At least {SafeRows} {(SafeRows == 1 ? "row was" : "rows were")} written before it.", error)
        : new OutputException(
            Name,
            reason,
            $"At least {SafeRows} whole {(SafeRows == 1 ? "row is" : "rows are")} safe in {_paths.Part}. "
                + "Remove the cause (free space, fix permissions) and run again with --resume.",
            error);
}
