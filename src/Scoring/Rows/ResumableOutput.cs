using Microsoft.Win32.SafeHandles;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Writes rows, one line each, so that a run that is killed can go on: they go to OUT.part, which is renamed to OUT when the run completes.
/// What was handed to the operating system survives the death of the process; a torn last row is cut when the run is resumed. An OUT of
/// before stays as it is until then. One process holds an output at a time. Not for several threads at once.
/// </summary>
public sealed class ResumableOutput : IDisposable
{
    // What .NET reports when another process, or another handle of this one, holds the lock: EWOULDBLOCK on Linux and macOS, a sharing
    // violation on Windows.
    private static readonly int[] LockedElsewhere = [11, 35, unchecked((int)0x80070020)];

    private readonly ResumableOutputOptions _options;
    private readonly OutputPaths? _paths;
    private readonly SafeFileHandle? _file;
    private byte[] _waiting = new byte[16 << 10];
    private int _waitingBytes;
    private long _waitingRows;
    private long _offset;
    private long _flushed;
    private bool _failed;
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

    /// <summary>
    /// Whether the run was to be resumed and had completed before: OUT exists and nothing is unfinished. Nothing can be written then. What
    /// OUT was made with is not known any more.
    /// </summary>
    public bool AlreadyComplete { get; private init; }

    /// <summary>How many whole rows of an earlier run are kept; the first row to write is the one after them. 0 unless resumed.</summary>
    public long ResumedRows { get; private set; }

    /// <summary>How many bytes after the last whole row were cut when the run was resumed.</summary>
    public long CutBytes { get; private set; }

    /// <summary>How many rows the operating system has, those of earlier runs with them.</summary>
    public long SafeRows { get; private set; }

    /// <summary>
    /// The ids of the rows kept, in order, null for a row without one: the caller compares them with the input before it continues. Valid
    /// before the first <see cref="Append"/>.
    /// </summary>
    /// <exception cref="OutputException">Reading failed.</exception>
    public IEnumerable<string?> ResumedIds()
    {
        if (_file is null || ResumedRows == 0)
            yield break;
        using var rows = PartRows.Read(_file).GetEnumerator();
        for (long i = 0; i < ResumedRows && Guard(rows.MoveNext, "reading the unfinished output failed"); i++)
            yield return rows.Current.Id;
    }

    /// <summary>Writes one row.</summary>
    /// <param name="row">The row's JSON without a line end.</param>
    /// <exception cref="OutputException">Writing failed: the disk is full, the pipe is closed. The message says what is safe.</exception>
    /// <exception cref="ArgumentException">The row is empty or has a line end in it.</exception>
    public void Append(ReadOnlySpan<byte> row)
    {
        ObjectDisposedException.ThrowIf(_done || AlreadyComplete, this);
        if (row.Length == 0 || row.Contains((byte)'\n'))
            throw new ArgumentException("A row is one line that is not empty.", nameof(row));

        if (_waitingBytes + row.Length + 1 > _waiting.Length)
            Array.Resize(ref _waiting, Math.Max(_waiting.Length * 2, _waitingBytes + row.Length + 1));
        row.CopyTo(_waiting.AsSpan(_waitingBytes));
        _waiting[_waitingBytes + row.Length] = (byte)'\n';
        _waitingBytes += row.Length + 1;
        _waitingRows++;
        if (_waitingBytes >= _options.FlushBytes || _options.Clock.GetElapsedTime(_flushed) >= _options.FlushInterval)
            Flush();
    }

    /// <summary>Hands all rows to the operating system.</summary>
    /// <exception cref="OutputException">Writing failed.</exception>
    public void Flush()
    {
        if (_failed)
            throw Failed("an earlier write failed", null);
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
        if (_file is not null && _paths is not null)
            Guard(() => Publish(_file, _paths, _options), "completing the output failed");
        _done = true;
    }

    /// <summary>Flushes and closes. Without <see cref="Complete"/> before it the rows stay in OUT.part, for a run that resumes.</summary>
    /// <exception cref="OutputException">Writing the last rows failed, and no error was raised for this output before.</exception>
    public void Dispose()
    {
        try
        {
            if (!_done && !_failed && !AlreadyComplete)
                Flush();
        }
        finally
        {
            _done = true;
            _file?.Dispose();
        }
    }

    private bool WriteWaiting()
    {
        var bytes = _waiting.AsSpan(0, _waitingBytes);
        if (_file is not null)
        {
            RandomAccess.Write(_file, bytes, _offset);
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
        return true;
    }

    // The lock is held until the file has its name, so that no other run can take OUT.part in between.
    private static bool Publish(SafeFileHandle file, OutputPaths paths, ResumableOutputOptions options)
    {
        RandomAccess.FlushToDisk(file);
        if (options.Form is { } form)
            Convert(file, paths, form);
        else
            File.Move(paths.Part, paths.Final, overwrite: true);
        if (!options.KeepsFingerprint)
            File.Delete(paths.Sidecar);
        file.Dispose();
        return true;
    }

    // Whoever is killed in here leaves OUT.part: it is converted again when the run is resumed, and gives the same bytes.
    private static void Convert(SafeFileHandle file, OutputPaths paths, IOutputForm form)
    {
        form.Convert(() => new PartStream(file), paths.Converted);
        using (var converted = File.OpenHandle(paths.Converted, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.FlushToDisk(converted);
        File.Move(paths.Converted, paths.Final, overwrite: true);
        File.Delete(paths.Part);
    }

    private bool Guard(Func<bool> action, string what)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _failed = true;
            throw Failed($"{what}: {error.Message.TrimEnd('.')}", error);
        }
    }

    private OutputException Failed(string reason, Exception? error) => _paths is null
        ? new OutputException(Name, reason, $"At least {SafeRows} {(SafeRows == 1 ? "row was" : "rows were")} written before it.", error)
        : new OutputException(
            Name,
            reason,
            $"At least {SafeRows} whole {(SafeRows == 1 ? "row is" : "rows are")} safe in {_paths.Part}. "
                + "Remove the cause (free space, fix permissions) and run again with --resume.",
            error);

    /// <summary>Opens an output.</summary>
    /// <param name="options">Where and how.</param>
    /// <exception cref="OutputException">
    /// The path cannot be an output; an unfinished output is in the way, is held by another process, or comes from a run that differs.
    /// </exception>
    public static ResumableOutput Open(ResumableOutputOptions options)
    {
        if (options.Path == "-")
            return OpenStream(options);

        var paths = OutputPaths.Of(options.Path, options.InputPath);
        try
        {
            var unfinished = File.Exists(paths.Part);
            // One without a byte holds nothing that could be lost: it is taken over.
            if (unfinished && options.Mode == OutputMode.New && new FileInfo(paths.Part) is { Exists: true, Length: > 0 })
                throw InTheWay(paths, paths.Part);
            if (!unfinished && options.Mode == OutputMode.Resume && File.Exists(paths.Final))
            {
                if (options.KeepsFingerprint)
                    OutputSidecar.Compare(paths, options.Fingerprint);
                return new ResumableOutput(options, paths, null) { AlreadyComplete = true };
            }

            return OpenFile(options, paths, unfinished);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new OutputException(paths.Given, "no permission to write here", "Change the folder's mode, or write elsewhere.", error);
        }
        catch (IOException error) when (LockedElsewhere.Contains(error.HResult))
        {
            throw new OutputException(
                paths.Given,
                $"another process is writing {paths.Part}",
                "Wait for it or end it, or write elsewhere.",
                error);
        }
        catch (IOException error)
        {
            throw new OutputException(
                paths.Given,
                $"opening failed: {error.Message.TrimEnd('.')}",
                "Nothing was changed in an output of before. Remove the cause and run again.",
                error);
        }
    }

    /// <summary>
    /// Looks at an output that is made only later, so that nothing is done for it in vain: nothing is opened or changed.
    /// </summary>
    /// <returns>Whether the run is resumed and had completed before.</returns>
    /// <exception cref="OutputException">The path cannot be an output, or an unfinished output is in the way or comes from a run that differs.</exception>
    internal static bool LookAhead(ResumableOutputOptions options)
    {
        var paths = OutputPaths.Of(options.Path, options.InputPath);
        var part = new FileInfo(paths.Part);
        if (!part.Exists)
            return options.Mode == OutputMode.Resume && File.Exists(paths.Final);
        if (options.Mode == OutputMode.New && part.Length > 0)
            throw InTheWay(paths, paths.Part);
        if (options.Mode == OutputMode.Resume && part.Length > 0)
            OutputSidecar.Compare(paths, options.Fingerprint);
        return false;
    }

    private static OutputException InTheWay(OutputPaths paths, string file) =>
        new(paths.Given, $"an earlier run left {file}", "Give --resume to go on after its last row, or --restart to throw it away.");

    private static ResumableOutput OpenStream(ResumableOutputOptions options)
    {
        if (options.StandardOutput is null)
            throw new OutputException("stdout", "there is no standard output here", "Give a file.");
        if (options.Mode != OutputMode.New)
            throw new OutputException(
                "stdout",
                "what went to standard output cannot be resumed",
                "Write to a file, or leave --resume and --restart out.");
        return new ResumableOutput(options, null, null);
    }

    private static ResumableOutput OpenFile(ResumableOutputOptions options, OutputPaths paths, bool unfinished)
    {
        var file = File.OpenHandle(paths.Part, unfinished ? FileMode.OpenOrCreate : FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        try
        {
            // The run that held the lock a moment ago may have completed: then this handle is of OUT itself.
            if (!File.Exists(paths.Part))
                throw new OutputException(paths.Given, "another process completed it just now", "Run again if it is to be made anew.");
            if (options.Mode == OutputMode.New && RandomAccess.GetLength(file) > 0)
                throw InTheWay(paths, paths.Part);
            var output = new ResumableOutput(options, paths, file);
            if (options.Mode == OutputMode.Resume && RandomAccess.GetLength(file) > 0)
                output.Resume(file, paths);
            else
                output.Start(file, paths);
            return output;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Start(SafeFileHandle file, OutputPaths paths)
    {
        RandomAccess.SetLength(file, 0);
        OutputSidecar.Write(paths, _options.Fingerprint);
    }

    private void Resume(SafeFileHandle file, OutputPaths paths)
    {
        OutputSidecar.Compare(paths, _options.Fingerprint);
        foreach (var (_, end) in PartRows.Read(file))
        {
            ResumedRows++;
            _offset = end;
        }

        CutBytes = RandomAccess.GetLength(file) - _offset;
        RandomAccess.SetLength(file, _offset);
        SafeRows = ResumedRows;
    }
}
