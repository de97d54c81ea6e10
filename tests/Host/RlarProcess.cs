using System.Diagnostics;

namespace Rlar.Host.Tests;

/// <summary>The real program in a process of its own, in a folder of its own.</summary>
internal sealed class RlarProcess : IDisposable
{
    internal RlarProcess() => Directory.CreateDirectory(Folder);

    internal string Folder { get; } = Path.Combine(Path.GetTempPath(), "rlar-" + Path.GetRandomFileName());

    /// <summary>Variables on top of those of the tests.</summary>
    internal Dictionary<string, string> Variables { get; } = [];

    internal string PathOf(string name) => Path.Combine(Folder, name);

    internal void Write(string name, params IEnumerable<string> lines) => File.WriteAllText(PathOf(name), string.Concat(lines.Select(line => line + "\n")));

    internal string[] Lines(string name) => File.ReadAllLines(PathOf(name));

    /// <summary>Runs to the end.</summary>
    internal (int Code, string Output, string Error) Run(string[] arguments, string? input = null)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
            process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>Starts, for a test that interrupts.</summary>
    internal Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // These runs are short: profiles for a second compilation cost a sixth of them and never pay.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.ArgumentList.Add(typeof(ExitCode).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
