using System.Diagnostics;
using System.Text.Json;

namespace Rlar.Bench;

/// <summary>A script of <c>bench/peers</c>, run in a python that has the packages it measures: lines in, a line of versions and lines of results out.</summary>
internal static class PeerScript
{
    /// <summary>How to get such a python.</summary>
    internal const string Missing = """
        The Python peers are left out: no python with them. --python PATH or RLAR_PEERS_PYTHON names one, else .rlar/peers is looked at, which these three make:
            apt-get install python3-venv python3-numpy python3-lxml
            /usr/bin/python3 -m venv --system-site-packages .rlar/peers
            .rlar/peers/bin/pip install --no-index --find-links ../shared/peers/wheels math-verify antlr4-python3-runtime sacrebleu rouge-score
        """;

    /// <summary>The python to use; null where there is none.</summary>
    internal static string? Python(string? given) =>
        new[] { given, Environment.GetEnvironmentVariable("RLAR_PEERS_PYTHON"), Path.Combine(".rlar", "peers", "bin", "python") }
            .FirstOrDefault(path => !string.IsNullOrEmpty(path)) is { } python && File.Exists(python) ? python : null;

    /// <summary>The versions of what it measures, and its results.</summary>
    internal static (string Versions, string[] Results) Run(string python, string name, string argument, IEnumerable<string> input)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "peers", name);
        using var process = Process.Start(new ProcessStartInfo(python, [script, argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        using (var lines = process.StandardInput)
        {
            foreach (var line in input)
                lines.WriteLine(line);
        }

        var results = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0 || results.Length < 2)
            throw new InvalidOperationException($"{python} {script} ended with {process.ExitCode} after {results.Length} lines. {Missing}");
        using var versions = JsonDocument.Parse(results[0]);
        return (string.Join(", ", versions.RootElement.EnumerateObject().Select(part => $"{part.Name} {part.Value}")), results[1..]);
    }
}
