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
            if (unfinished && options.Mode == OutputMode.New)
                throw new OutputException(
                    paths.Given,
                    $"an earlier run left {paths.Part}",
                    "Give --resume to go on after its last row, or --restart to throw it away.");
            if (!unfinished && options.Mode == OutputMode.Resume && File.Exists(paths.Final))
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
