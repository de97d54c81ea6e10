namespace Rlar.Scoring.Rows;

public sealed partial class LineSource
{
    /// <summary>Opens an input.</summary>
    /// <param name="path">A file, plain or gzip (told by its first bytes, not by its name), or "-" for <paramref name="standardInput"/>.</param>
    /// <param name="standardInput">What "-" stands for; it is not disposed with the source. Null where there is none.</param>
    /// <param name="options">How to read, or null for the defaults.</param>
    /// <exception cref="InputException">
    /// No such file, a directory, no permission, or "-" without a standard input.
    /// </exception>
    public static LineSource Open(string path, Stream? standardInput = null, LineSourceOptions? options = null)
    {
        var name = path == "-" ? "stdin" : path;
        var raw = path == "-"
            ? standardInput ?? throw new InputException(name, 0, null, "there is no standard input here", "Give a file.")
            : OpenFile(path);
        var owns = path != "-";
        try
        {
            return new LineSource(name, Decompress(raw, owns, out var compressed), compressed, options ?? new LineSourceOptions());
        }
        catch (IOException error)
        {
            if (owns)
                raw.Dispose();
            throw Unreadable(name, 0, error);
        }
    }

    private static Stream Decompress(Stream raw, bool owns, out bool compressed)
    {
        var peeked = new PeekedStream(raw, owns);
        compressed = peeked.Peek() is [0x1F, 0x8B];
        return compressed ? new GzipReader(peeked, ownsRaw: true) : peeked;
    }

    private static FileStream OpenFile(string path)
    {
        if (path.Length == 0)
            throw new InputException("input", 0, null, "the path is empty", "Give a file, or - for standard input.");
        if (Directory.Exists(path))
            throw new InputException(path, 0, null, "this is a directory, not a file of rows", "Give a .jsonl or .jsonl.gz file in it.");
        try
        {
            return new FileStream(
                path,
                new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.SequentialScan });
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(
                path,
                0,
                null,
                "there is no such file",
                $"Check the path; the working folder is {Environment.CurrentDirectory}.",
                error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new InputException(
                path,
                0,
                null,
                "no permission to read this file",
                "Change its mode, or run as a user who may read it.",
                error);
        }
        catch (IOException error)
        {
            throw Unreadable(path, 0, error);
        }
    }

    private static InputException Unreadable(string name, long line, IOException error) =>
        new(
            name,
            line,
            null,
            $"reading failed: {error.Message.TrimEnd('.')}",
            "Check the disk or the process at the other end of the pipe, and run again.",
            error);
}
