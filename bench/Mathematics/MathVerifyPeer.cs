using System.Diagnostics;
using System.Text.Json;

namespace Rlar.Bench.Mathematics;

/// <summary>Runs Math-Verify over the cases, in a python of its own.</summary>
internal static class MathVerifyPeer
{
    private const int WarmPasses = 5;

    /// <summary>How to get it.</summary>
    internal const string Missing = """
        Math-Verify is left out: no python with it. --python PATH or RLAR_PEERS_PYTHON names one, else .rlar/peers is looked at, which these three make:
            apt-get install python3-venv python3-numpy python3-lxml
            /usr/bin/python3 -m venv --system-site-packages .rlar/peers
            .rlar/peers/bin/pip install --no-index --find-links ../shared/peers/wheels math-verify antlr4-python3-runtime sacrebleu rouge-score
        """;

    /// <summary>The python to use; null where there is none.</summary>
    internal static string? Python(string? given) =>
        new[] { given, Environment.GetEnvironmentVariable("RLAR_PEERS_PYTHON"), Path.Combine(".rlar", "peers", "bin", "python") }
            .FirstOrDefault(path => !string.IsNullOrEmpty(path)) is { } python && File.Exists(python) ? python : null;

    /// <summary>A cold pass and the warm ones.</summary>
    internal static MathRun Run(string python, IReadOnlyList<MathCase> cases)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "peers", "math_verify_driver.py");
        using var process = Process.Start(new ProcessStartInfo(python, [script, $"{WarmPasses}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        using (var input = process.StandardInput)
        {
            foreach (var one in cases)
                input.WriteLine(one.Line);
        }

        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0 || lines.Length != cases.Count + 1)
            throw new InvalidOperationException($"{python} {script} ended with {process.ExitCode} after {lines.Length} lines. {Missing}");
        return Read(lines);
    }

    private static MathRun Read(string[] lines)
    {
        using var versions = JsonDocument.Parse(lines[0]);
        var name = string.Join(", ", versions.RootElement.EnumerateObject().Select(part => $"{part.Name} {part.Value}"));
        var verdicts = new bool?[lines.Length - 1];
        var passes = new double[1 + WarmPasses][];
        for (var pass = 0; pass < passes.Length; pass++)
            passes[pass] = new double[verdicts.Length];
        for (var i = 0; i < verdicts.Length; i++)
        {
            using var json = JsonDocument.Parse(lines[i + 1]);
            verdicts[i] = json.RootElement.GetProperty("verdict").GetBoolean();
            for (var pass = 0; pass < passes.Length; pass++)
                passes[pass][i] = json.RootElement.GetProperty("us")[pass].GetDouble();
        }

        return new MathRun(name, verdicts, passes[0], [.. passes[1..]], []);
    }
}
