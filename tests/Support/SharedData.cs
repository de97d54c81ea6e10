using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Xunit;

namespace Rlar.Tests;

/// <summary>The test data beside the checkout, which a user does not have: tests that want it skip with a message where it is missing.</summary>
public static class SharedData
{
    /// <summary>The root of the checkout.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The path of ../shared/data/NAME; skips the test where there is none.</summary>
    public static string Require(string name)
    {
        var path = Path.Combine(Repository, "..", "shared", "data", name);
        Assert.SkipUnless(File.Exists(path), $"shared/data/{name} is not beside this checkout");
        return path;
    }

    /// <summary>The rows of a JSONL file of ../shared/data, gzip or not; skips the test where there is none.</summary>
    public static IEnumerable<JsonElement> Rows(string name)
    {
        using Stream file = File.OpenRead(Require(name));
        using var text = new StreamReader(name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (text.ReadLine() is { } line)
        {
            if (line.Length > 0)
                yield return JsonDocument.Parse(line).RootElement.Clone();
        }
    }

    // The tests' own source path, so that they run from any working folder.
    private static string FindRepository([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
