using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rlar.Bench.Truth;

/// <summary>An rlar program of whatever build, asked for the values of labelled cases: one process for each tool with its options.</summary>
internal static class RlarCommand
{
    /// <summary>The value of each case, in order; null where it has none.</summary>
    internal static double?[] Values(string program, IReadOnlyList<LabelledCase> cases)
    {
        var values = new double?[cases.Count];
        foreach (var group in Enumerable.Range(0, cases.Count).GroupBy(index => (cases[index].Tool, cases[index].Options)))
        {
            var (tool, options) = group.Key;
            int[] members = [.. group];
            var answers = Ask(program, tool, options, [.. members.Select(index => cases[index].Row)]);
            for (var i = 0; i < members.Length; i++)
                values[members[i]] = answers[i];
        }

        return values;
    }

    private static double?[] Ask(string program, string? tool, string options, JsonObject[] rows)
    {
        var folder = Directory.CreateTempSubdirectory("rlar-truth-");
        try
        {
            var input = Path.Combine(folder.FullName, "rows.jsonl");
            var output = Path.Combine(folder.FullName, "out.jsonl");
            File.WriteAllLines(input, rows.Select(row => row.ToJsonString()));
            string[] arguments = tool is null ? ["score", input, "-o", output, "-q"] : ["tools", "run", tool, input, "-o", output];
            var set = options.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(option => new[] { "--set", option });
            var start = new ProcessStartInfo(program, [.. arguments, .. set])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            var printed = process.StandardOutput.ReadToEndAsync();
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            _ = printed.GetAwaiter().GetResult();
            var lines = File.Exists(output) ? SharedRows.Read(output).ToList() : [];
            return lines.Count == rows.Length
                ? [.. lines.Select(Value)]
                : throw new BenchDataException($"{program} {string.Join(' ', arguments)} gave {lines.Count} lines for {rows.Length} rows: {said.Trim()}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double? Value(JsonElement line)
    {
        var outcome = line.GetProperty("outcomes")[0];
        return outcome.GetProperty("status").GetString() == "scored" ? outcome.GetProperty("value").GetDouble() : null;
    }
}
