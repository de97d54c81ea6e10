using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Rlar.Bench.Tables;

/// <summary>What it costs to score the same rows from each format, turn by turn: rows a second and peak memory of the whole process.</summary>
internal static class TableThroughput
{
    private const int Rounds = 5;

    /// <summary>Prints one table, and writes it where a folder is given.</summary>
    /// <param name="shared">The folder of shared data.</param>
    /// <param name="folder">Where to write; null: nowhere.</param>
    /// <param name="programs">The published program of this build, and where given one of a build before it, for JSON lines.</param>
    internal static void Run(string shared, string? folder, IReadOnlyList<string> programs)
    {
        var text = new StringBuilder();
        _ = text.AppendLine("# score from each format").AppendLine()
            .AppendLine(Machine.Describe())
            .AppendLine("- command: `dotnet run -c Release --project bench -- tables RLAR [RLAR_BEFORE]`, with `--results` and this folder")
            .AppendLine(CultureInfo.InvariantCulture,
                $"- `score ROWS -o OUT -q`, start and end of the process with it; median of {Rounds} rounds, one format after the other in each")
            .AppendLine("- share: the rate over that of JSON lines of this build; processor time: of the whole process; memory: the most that it held")
            .AppendLine()
            .AppendLine("| rows | format | file, MB | rows/s | share | processor time, s | memory, MB |")
            .AppendLine("|---|---|--:|--:|--:|--:|--:|");
        foreach (var (name, rows) in Sets(shared))
        {
            var work = Directory.CreateTempSubdirectory("rlar-tables-");
            try
            {
                Measure(text, name, work.FullName, rows, programs);
            }
            finally
            {
                work.Delete(recursive: true);
            }
        }

        Console.Write(text);
        if (folder is null)
            return;
        _ = Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "tables.md"), text.ToString());
    }

    private static IEnumerable<(string Name, List<JsonObject> Rows)> Sets(string shared)
    {
        yield return ("500,000 sums, 2 completions each", [.. Sums(500_000)]);
        if (File.Exists(Path.Combine(shared, "data", "gsm8k_model_solutions_dev.jsonl.gz")))
            yield return ("100,000 of gsm8k, 4 completions each", [.. WordProblems(shared, 100_000)]);
    }

    private static IEnumerable<JsonObject> Sums(int count)
    {
        var random = new Random(1);
        for (var i = 0; i < count; i++)
        {
            var (a, b) = (random.Next(1000), random.Next(1000));
            yield return Row(i, $"What is {a} plus {b}? Answer with a number.", $"{a + b}", [$"The answer is {a + b}.", $"It is {a + b + 1}"]);
        }
    }

    private static IEnumerable<JsonObject> WordProblems(string shared, int count)
    {
        var groups = SharedRows.Read(Path.Combine(shared, "data", "gsm8k_model_solutions_dev.jsonl.gz"))
            .GroupBy(row => row.GetProperty("question").GetString()!)
            .Select(group => (Question: group.Key, Gold: group.First().GetProperty("gold").GetString()!,
                Solutions: group.Select(row => row.GetProperty("solution").GetString()!).ToArray())).ToList();
        for (var i = 0; i < count; i++)
        {
            var (question, gold, solutions) = groups[i % groups.Count];
            yield return Row(i, question, gold, [.. Enumerable.Range(0, 4).Select(k => solutions[k % solutions.Length])]);
        }
    }

    private static JsonObject Row(int index, string prompt, string answer, string[] completions) => new()
    {
        ["id"] = $"q{index}",
        ["data_source"] = "arithmetic",
        ["prompt"] = prompt,
        ["answer"] = answer,
        ["tool"] = "numeric-match",
        ["completions"] = new JsonArray([.. completions.Select(text => (JsonNode)text)]),
    };

    private static void Measure(StringBuilder text, string name, string work, List<JsonObject> rows, IReadOnlyList<string> programs)
    {
        var files = TableSet.Write(work, rows);
        var ways = files.Select(file => (Name: file.Format, Program: programs[0], file.Path))
            .Concat(programs.Skip(1).Select(program => (Name: "jsonl, build before", Program: program, files[0].Path))).ToList();
        var taken = ways.Select(_ => (Seconds: new List<double>(), Busy: new List<double>(), Megabytes: new List<double>())).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < ways.Count; i++)
            {
                var (seconds, busy, megabytes) = Score(ways[i].Program, ways[i].Path, Path.Combine(work, "out.jsonl"));
                taken[i].Seconds.Add(seconds);
                taken[i].Busy.Add(busy);
                taken[i].Megabytes.Add(megabytes);
            }
        }

        var lines = Median(taken[0].Seconds);
        for (var i = 0; i < ways.Count; i++)
        {
            var seconds = Median(taken[i].Seconds);
            _ = text.AppendLine(CultureInfo.InvariantCulture,
                $"| {(i == 0 ? name : "")} | {ways[i].Name} | {new FileInfo(ways[i].Path).Length / 1e6:0.0} "
                + $"| {rows.Count / seconds:0} | {lines / seconds:0.00} "
                + $"| {Median(taken[i].Busy):0.00} | {Median(taken[i].Megabytes):0} |");
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static (double Seconds, double Busy, double Megabytes) Score(string program, string rows, string output)
    {
        File.Delete(output);
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, ["score", rows, "-o", output, "-q"]) { UseShellExecute = false })!;
        var (busy, most) = (0.0, 0L);
        while (!process.WaitForExit(20))
            (busy, most) = Seen(process, busy, most);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return process.ExitCode is 0 or 1 && File.Exists(output)
            ? (seconds, busy, most / 1e6)
            : throw new BenchDataException($"{program} score {rows} ended with {process.ExitCode}");
    }

    private static (double Busy, long Peak) Seen(Process process, double busy, long most)
    {
        try
        {
            process.Refresh();
            return (process.TotalProcessorTime.TotalSeconds, Math.Max(most, process.PeakWorkingSet64));
        }
        catch (InvalidOperationException)
        {
            return (busy, most); // it has ended
        }
    }
}
