using Rlar.Host.Commands;

namespace Rlar.Host.Tests.Scoring;

/// <summary>A folder of its own for one test, in which commands run without a process of theirs: they write to files and say nothing.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rlar-run-").FullName;

    internal string PathOf(string name) => Path.Combine(_root, name);

    internal string Write(string name, params IEnumerable<string> lines)
    {
        File.WriteAllText(PathOf(name), string.Concat(lines.Select(line => line + "\n")));
        return PathOf(name);
    }

    internal string[] Lines(string name) => File.ReadAllLines(PathOf(name));

    /// <summary>Runs a command; its errors come as exceptions.</summary>
    internal static async Task<int> RunAsync(params string[] arguments)
    {
        var parsed = RootOptions.Command(arguments).Parse(arguments);
        Assert.Empty(parsed.Errors);
        return await parsed.InvokeAsync(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
