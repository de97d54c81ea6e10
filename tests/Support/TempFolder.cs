namespace Rlar.Tests;

/// <summary>A folder of its own for one test.</summary>
public class TempFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rlar-test-").FullName;

    public string PathOf(string name) => Path.Combine(_root, name);

    public string Write(string name, params IEnumerable<string> lines)
    {
        File.WriteAllText(PathOf(name), string.Concat(lines.Select(line => line + "\n")));
        return PathOf(name);
    }

    public string[] Lines(string name) => File.ReadAllLines(PathOf(name));

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }
}
