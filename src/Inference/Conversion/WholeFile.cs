namespace Rlar.Inference.Conversion;

/// <summary>Files that are there whole or not at all: written beside their place, with a name of their own, and renamed.</summary>
public static class WholeFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">Where it shall be; what was there before is replaced. Its folder is made.</param>
    /// <param name="write">Writes it, to the path that it is given.</param>
    /// <exception cref="InferenceException">It cannot be written.</exception>
    public static void Write(string path, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        // The same name at each try, so that what a killed process left is replaced and not added to.
        var beside = path + ".part";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                _ = Directory.CreateDirectory(folder);
            write(beside);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            throw new InferenceException($"{path}: cannot be written: {error.Message}", error);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Writes a file as a stream.</summary>
    /// <param name="path">Where it shall be.</param>
    /// <param name="write">Writes its bytes.</param>
    /// <exception cref="InferenceException">It cannot be written.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Write(path, (string beside) =>
        {
            using var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
            write(stream);
            stream.Flush(flushToDisk: true);
        });
    }
}
