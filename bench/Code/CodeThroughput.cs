using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Rlar.Rewards;

namespace Rlar.Bench.Code;

/// <summary>Programs a second through code/python: HumanEval's own tests, and the 328 whole programs of HumanEvalPack, against python3 by itself.</summary>
internal static class CodeThroughput
{
    private const string Programs = "humanevalpack_python_programs.jsonl.gz";
    private const string Functions = "humaneval.jsonl.gz";

    /// <summary>Prints one table, and writes it where a folder is given.</summary>
    /// <param name="folder">Where to; null: nowhere.</param>
    /// <param name="shared">The folder of shared data.</param>
    internal static async Task RunAsync(string? folder, string shared)
    {
        _ = BenchData.Require(Path.Combine(shared, "data", Programs));
        _ = BenchData.Require(Path.Combine(shared, "data", Functions));
        var before = Machine.Load();
        var programs = Rows(shared, Programs)
            .Select(row => (Query: new Query { Id = "q", Prompt = [] }, Answer: row.GetProperty("program").GetString()!))
            .ToList();
        var functions = Rows(shared, Functions).Select(row => (Query: HumanEval(row), Answer: row.GetProperty("canonical_solution").GetString()!)).ToList();
        var text = new StringBuilder()
            .AppendLine("# Programs a second").AppendLine()
            .AppendLine("| what | programs | /s | p50 ms | p99 ms | max ms |").AppendLine("|---|--:|--:|--:|--:|--:|");
        await MeasureAsync(text, "code/python, whole programs (328 of HumanEvalPack)", programs);
        await MeasureAsync(text, "code/python, HumanEval's check in a sandbox of its own (164)", functions);

        // Some of the programs with a bug never end, which without a sandbox nobody would notice: beside bare python stand the canonical ones.
        var canonical = Rows(shared, Programs)
            .Where(row => row.GetProperty("label").GetBoolean())
            .Select(row => row.GetProperty("program").GetString()!)
            .ToList();
        await MeasureAsync(
            text, "code/python, the canonical whole programs (164)",
            [.. canonical.Select(program => (new Query { Id = "q", Prompt = [] }, program))]);
        await BareAsync(text, "python3 -I on the canonical whole programs, no sandbox (164)", canonical);
        var whole = text.ToString().Replace("# Programs a second\r\n\r\n", "# Programs a second\n\n", StringComparison.Ordinal);
        var head = $"{Machine.Describe()}\n- load (processes that want a core, over one minute): {before} before, {Machine.Load()} after\n"
            + "- command: `dotnet run -c Release --project bench -- code`, with `--results` and this folder\n"
            + "- as many at once as there are cores; a program's time is that from being asked to its verdict, "
            + "waiting left out; second pass\n\n";
        whole = whole.Insert(whole.IndexOf("| what", StringComparison.Ordinal), head);
        Console.Write(whole);
        if (folder is null)
            return;
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "code.md"), whole);
    }

    private static async Task MeasureAsync(StringBuilder text, string name, List<(Query Query, string Answer)> rows)
    {
        var tool = BuiltInTools.Registry.Create("code/python", new Dictionary<string, string>());
        var times = Array.Empty<double>();
        var seconds = 0.0;
        for (var pass = 0; pass < 2; pass++)
            (times, seconds) = await TimesAsync(
                rows, async row => _ = await tool.ScoreAsync(new RolloutGroup(row.Query, [new Completion(row.Answer)]), CancellationToken.None));
        Append(text, name, times, seconds);
    }

    private static async Task BareAsync(StringBuilder text, string name, List<string> programs)
    {
        var (times, seconds) = await TimesAsync(programs, async program =>
        {
            var start = new ProcessStartInfo("/usr/bin/python3", ["-I", "-"])
            {
                RedirectStandardInput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            using var process = Process.Start(start)!;
            await process.StandardInput.WriteAsync(program);
            process.StandardInput.Close();
            _ = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
        });
        Append(text, name, times, seconds);
    }

    private static async Task<(double[] Milliseconds, double Seconds)> TimesAsync<T>(List<T> items, Func<T, Task> run)
    {
        var times = new double[items.Count];
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, items.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (i, _) =>
        {
            var one = Stopwatch.GetTimestamp();
            await run(items[i]);
            times[i] = Stopwatch.GetElapsedTime(one).TotalMilliseconds;
        });
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Array.Sort(times);
        return (times, seconds);
    }

    private static void Append(StringBuilder text, string name, double[] times, double seconds) => text.AppendLine(
        CultureInfo.InvariantCulture,
        $"| {name} | {times.Length} | {times.Length / seconds:0} | {times[times.Length / 2]:0.0} "
        + $"| {times[(int)(times.Length * 0.99)]:0.0} | {times[^1]:0} |");

    private static Query HumanEval(JsonElement row) => new()
    {
        Id = "q",
        Prompt = [new Message("user", row.GetProperty("prompt").GetString()!)],
        Tests = JsonSerializer.SerializeToElement(new Dictionary<string, string>
        {
            ["check"] = row.GetProperty("test").GetString()!,
            ["entry_point"] = row.GetProperty("entry_point").GetString()!,
        }),
    };

    private static IEnumerable<JsonElement> Rows(string shared, string name) => SharedRows.Read(Path.Combine(shared, "data", name));
}
