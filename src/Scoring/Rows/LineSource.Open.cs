namespace Rlar.Scoring.Rows;

public sealed partial class LineSource
{
    /// <summary>Opens an input.</summary>
    /// <param name="path">
    /// A file, told by its first bytes and not by its name where they tell, or "-" for <paramref name="standardInput"/>; a folder, where
    /// the options have formats.
    /// </param>
    /// <param name="standardInput">What "-" stands for; it is not disposed with the source. Null where there is none.</param>
    /// <param name="options">How to read, or null for the defaults.</param>
    /// <exception cref="InputException">
    /// No such file, a directory, no permission, "-" without a standard input, or what one of the formats says of its head.
    /// </exception>
    public static LineSource Open(string path, Stream? standardInput = null, LineSourceOptions? options = null)
    {
        var name = path == "-" ? "stdin" : path;
        options ??= new LineSourceOptions();
        if (options.Formats is { } formats && path.Length > 0 && Directory.Exists(path))
            return new LineSource(name, formats.OpenFolder(path, options), options);
        var raw = path == "-"
            ? standardInput ?? throw new InputException(name, 0, null, "there is no standard input here", "Give a file.")
            : OpenFile(path);
        var content = new PeekedStream(raw, ownsInner: path != "-");
        try
        {
            return Open(name, path == "-" ? null : path, content, raw.CanSeek, options);
        }
        catch (Exception error)
        {
            content.Dispose();
            if (error is IOException failed)
                throw Unreadable(name, 0, failed);
            if (error is InvalidDataException)
                throw new InputException(name, 1, null, "the compressed data is truncated or damaged", "Copy or download the file again.", error);
            throw;
        }
    }

    private static LineSource Open(string name, string? path, PeekedStream raw, bool isFile, LineSourceOptions options)
    {
        var content = Decompress(raw, options, out var compressed);

        // A client on a pipe may send one short row and wait for the answer: no more is asked for than tells.
        if (options.KeepsBlankLines || content.Peek(2) is [(byte)'{', ..])
            return new LineSource(name, content, compressed, options);
        var start = content.Peek(RowOrigin.StartBytes);
        if (options.Formats?.Open(new RowOrigin(name, path, content, start.ToArray(), isFile && path is not null && !compressed, options)) is { } rows)
            return new LineSource(name, rows, options);
        if (start.StartsWith("\uFEFF"u8))
            start = start[3..];
        return start.TrimStart(" \t\r\n"u8) is [(byte)'[', ..]
            ? new LineSource(name, new JsonArrayReader(name, content, options), options)
            : new LineSource(name, content, compressed, options);
    }

    private static PeekedStream Decompress(PeekedStream raw, LineSourceOptions options, out bool compressed)
    {
        var start = raw.Peek(2);
        var plain = start is [0x1F, 0x8B]
            ? new GzipReader(raw, ownsRaw: true)
            : start is [0x28, 0xB5] ? options.Formats?.Decompress(raw.Peek(RowOrigin.StartBytes), raw) : null;
        compressed = plain is not null;
        return compressed ? new PeekedStream(plain!, ownsInner: true) : raw;
    }

    private static FileStream OpenFile(string path)
    {
        if (path.Length == 0)
            throw new InputException("input", 0, null, "the path is empty", "Give a file, or - for standard input.");
        if (Directory.Exists(path))
            throw new InputException(path, 0, null, "this is a directory, not a file of rows", "Give a file in it.");
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
