using System.Diagnostics;
using System.Text.Json;

namespace Rlar.Bench.Translation;

/// <summary>Runs sacrebleu and rouge-score over the pairs, in a python of their own.</summary>
internal static class MtPeer
{
    private const int SecondsPerMetric = 3;

    /// <summary>Their versions and runs.</summary>
    internal static (string Name, List<MtRun> Runs) Run(string python, IReadOnlyList<MtPair> pairs)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "peers", "mt_driver.py");
        using var process = Process.Start(new ProcessStartInfo(python, [script, $"{SecondsPerMetric}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        using (var input = process.StandardInput)
        {
            foreach (var pair in pairs)
                input.WriteLine(pair.Line());
        }

        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0 || lines.Length < 2)
            throw new InvalidOperationException($"{python} {script} ended with {process.ExitCode} after {lines.Length} lines; it needs sacrebleu and rouge-score.");
        using var versions = JsonDocument.Parse(lines[0]);
        var name = string.Join(", ", versions.RootElement.EnumerateObject().Select(part => $"{part.Name} {part.Value}"));
        return (name, [.. lines[1..].Select(Read)]);
    }

    private static MtRun Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        double[] Numbers(string name) => [.. json.RootElement.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];
        return new MtRun(json.RootElement.GetProperty("metric").GetString()!, Numbers("scores"), Numbers("us"), json.RootElement.GetProperty("rate").GetDouble(), null);
    }
}
