using System.IO.Compression;
using System.Text.Json;

namespace Rlar.Bench;

/// <summary>Reads files of shared data, plain or gzip.</summary>
internal static class SharedRows
{
    /// <summary>The lines of a file that are not empty.</summary>
    internal static IEnumerable<string> Lines(string path)
    {
        using Stream file = File.OpenRead(path);
        using var text = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (text.ReadLine() is { } line)
        {
            if (line.Length > 0)
                yield return line;
        }
    }

    /// <summary>The rows of a file of JSON lines.</summary>
    internal static IEnumerable<JsonElement> Read(string path) => Lines(path).Select(line => JsonElement.Parse(line));
}
