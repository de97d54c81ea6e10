namespace Rlar.Host;

/// <summary>Files that are read whole: rules, settings, states.</summary>
internal static class SmallFile
{
    /// <summary>A file's bytes.</summary>
    /// <exception cref="HostException">It cannot be read.</exception>
    internal static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"{path}: cannot be read: {error.Message}", error);
        }
    }
}
