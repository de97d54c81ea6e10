using Microsoft.Win32.SafeHandles;

namespace Rlar.Scoring.Rows;

public sealed partial class ResumableOutput
{
    // What .NET reports when another process, or another handle of this one, holds the lock: EWOULDBLOCK on Linux and macOS, a sharing
    // violation on Windows.
    private static readonly int[] LockedElsewhere = [11, 35, unchecked((int)0x80070020)];

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
            if (!paths.IsUnfinished && options is { Mode: OutputMode.Resume, Base: null } && File.Exists(paths.Final))
                return new ResumableOutput(options, paths, null) { AlreadyComplete = true };

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

    /// <summary>Looks at an output that is made only later, so that nothing is done for it in vain: nothing is opened or changed.</summary>
    /// <exception cref="OutputException">The path cannot be an output, or an unfinished output is in the way or comes from a run that differs.</exception>
    internal static void LookAhead(ResumableOutputOptions options)
    {
        var paths = OutputPaths.Of(options.Path, options.InputPath);
        if (new FileInfo(paths.Part) is not { Exists: true, Length: > 0 })
            return;
        if (options.Mode == OutputMode.New)
            throw InTheWay(paths, paths.Part);
        if (options.Mode == OutputMode.Resume)
            OpenRecord(paths, options, writes: false).Dispose();
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
            if (options.Mode == OutputMode.Resume && (RandomAccess.GetLength(file) > 0 || HasBegun(paths, options)))
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
        _options.Disk.SetLength(file, 0);
        _options.OnStart?.Invoke();
        _record = OutputRecord.Create(paths.PartRecord, new RunHeader(_options.Fingerprint, _options.Base), _options.Disk);
    }

    // Rows are kept as long as each is the one that its hash was made of: a torn one is not, nor one that somebody changed.
    private void Resume(SafeFileHandle file, OutputPaths paths)
    {
        IsResumed = true;
        _record = OpenRecord(paths, _options, writes: true);
        foreach (var ((row, end), hashes) in WrittenRows.Read(file).Zip(_record.Read()))
        {
            if (RowHashes.OfOutput(row.Span) != hashes.Output)
                break;
            ResumedRows++;
            _offset = end;
        }

        CutBytes = RandomAccess.GetLength(file) - _offset;
        _options.Disk.SetLength(file, _offset);
        _record.Keep(ResumedRows);
        SafeRows = ResumedRows;
    }

    /// <summary>Whether an output without a row is of this run: what is kept of the run elsewhere may be ahead of it.</summary>
    private static bool HasBegun(OutputPaths paths, ResumableOutputOptions options)
    {
        try
        {
            using var record = OutputRecord.Open(paths.PartRecord, options.Disk, writes: false);
            return record.Header.DifferencesTo(options.Fingerprint).Count == 0 && record.Header.Base == options.Base;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static OutputRecord OpenRecord(OutputPaths paths, ResumableOutputOptions options, bool writes)
    {
        OutputRecord record;
        try
        {
            record = OutputRecord.Open(paths.PartRecord, options.Disk, writes);
        }
        catch (FormatException error)
        {
            throw new OutputException(
                paths.Given,
                $"what {paths.Part} was made with cannot be told from {paths.PartRecord}: {error.Message}",
                "Give --restart to throw its rows away, or move them elsewhere first.",
                error);
        }

        var differences = record.Header.DifferencesTo(options.Fingerprint);
        if (differences.Count == 0)
            return record;
        record.Dispose();
        throw new OutputException(
            paths.Given,
            $"the unfinished {paths.Part} comes from another run: {string.Join("; ", differences)}",
            "Run with the settings and input of then to --resume, or give --restart to throw its rows away.");
    }
}
