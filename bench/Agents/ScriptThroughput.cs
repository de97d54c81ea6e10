using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Rlar.Agents.Scripts;
using Rlar.Agents.Scripts.Running;

namespace Rlar.Bench.Agents;

/// <summary>
/// Calls of scripts: by two workers in the sandbox, in groups of eight; by the very same delegate called in this process, on one thread, whose time is
/// halved, as if two scaled perfectly; and by the same code without a meter. The three take turns, and each is
/// measured by the clock and by the processor time of all processes that take part: what is left of
/// a way there and back on a machine that others use as well. The scripts are this file's own.
/// </summary>
internal static class ScriptThroughput
{
    private const int Groups = 1024;
    private const int Size = 8;
    private const int Threads = 2;
    private const int UnderWay = 32;
    private const string Head = "double Score(string prompt, string completion, string? reference, IReadOnlyDictionary<string, string> data)\n";

    private static readonly Dictionary<string, (string Source, Func<string, double> Plain)> s_scripts = new()
    {
        ["length"] = (Head + "{ return completion.Length > 800 ? 1 : 0; }", completion => completion.Length > 800 ? 1 : 0),
        ["words"] = (
            Head + "{ int words = 0; bool inside = false; foreach (char c in completion) { if (char.IsWhiteSpace(c)) inside = false;"
            + " else if (!inside && char.IsLetterOrDigit(c)) { inside = true; words++; } } return words == 40 ? 1 : 0; }",
            completion =>
            {
                var (words, inside) = (0, false);
                foreach (var c in completion)
                {
                    if (char.IsWhiteSpace(c))
                        inside = false;
                    else if (!inside && char.IsLetterOrDigit(c))
                        (inside, words) = (true, words + 1);
                }

                return words == 40 ? 1 : 0;
            }
        ),
        ["linq"] = (
            Head + "{ var words = completion.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim(',', '.').ToLowerInvariant()).ToList();"
            + " return words.Distinct().Count() * 2 > words.Count && words.All(w => w.Length < 20) ? 1 : 0; }",
            completion =>
            {
                var words = completion.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim(',', '.').ToLowerInvariant()).ToList();
                return words.Distinct().Count() * 2 > words.Count && words.All(w => w.Length < 20) ? 1 : 0;
            }
        ),
        ["regex"] = (
            Head + "{ var m = Regex.Match(completion, @\"answer:\\s*(-?\\d+)\\s*\\z\", RegexOptions.IgnoreCase);"
            + " return m.Success && m.Groups[1].Value == \"42\" ? 1 : 0; }",
            completion =>
            {
                var m = Regex.Match(completion, @"answer:\s*(?<n>-?\d+)\s*\z", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
                return m.Success && m.Groups["n"].Value == "42" ? 1 : 0;
            }
        ),
    };

    private static readonly string[][] s_groups =
        [.. Enumerable.Range(0, Groups).Select(g => Enumerable.Range(0, Size).Select(i => Text((g * Size) + i)).ToArray())];

    /// <summary>Measures each script and writes a table.</summary>
    /// <param name="rounds">How often the three take turns.</param>
    /// <param name="names">Of which scripts; none: of all.</param>
    internal static async Task RunAsync(int rounds, IReadOnlyList<string> names)
    {
        Console.WriteLine("Microseconds a call, on the clock (least; median) and of processor time (median):");
        Console.WriteLine();
        Console.WriteLine("| script | workers, clock | processor | calls/s, best | same delegate, clock | processor | plain, clock "
            + "| times the delegate, clock | processor |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var (name, (source, plain)) in s_scripts.Where(script => names.Count == 0 || names.Contains(script.Key)))
        {
            var script = ScriptCompiler.Compile(source, CancellationToken.None).Script!;
            var loaded = LoadedScript.Load(script.Assembly.Span);
            var data = new Dictionary<string, string>();
            await using var workers = new ScriptWorkers(new ScriptWorkerOptions { Workers = Threads });
            double Metered(string text) => loaded.Score(5_000_000, 64 << 20, "prompt", text, null, data).Value;
            var ways = new (List<double> Clock, List<double> Processor)[] { ([], []), ([], []), ([], []) };
            for (var round = -3; round < rounds; round++)
            {
                await MeasureAsync(ways[0], round, 1, () => WorkersAsync(workers, script));
                await MeasureAsync(ways[1], round, Threads, () => Task.FromResult(InOne(Metered)));
                await MeasureAsync(ways[2], round, Threads, () => Task.FromResult(InOne(plain)));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| `{name}` | {Clock(ways[0])} | {Median(ways[0].Processor):0.0} | {1e6 / ways[0].Clock.Min():N0} | {Clock(ways[1])} "
                + $"| {Median(ways[1].Processor):0.0} | {Clock(ways[2])} | {Median(ways[0].Clock) / Median(ways[1].Clock):0.0} "
                + $"| {Median(ways[0].Processor) / Median(ways[1].Processor):0.0} |"));
        }
    }

    private static string Clock((List<double> Clock, List<double>) way) =>
        string.Create(CultureInfo.InvariantCulture, $"{way.Clock.Min():0.00} ({Median(way.Clock):0.00})");

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task MeasureAsync((List<double> Clock, List<double> Processor) into, int round, int share, Func<Task<double>> work)
    {
        var (processor, clock) = (ProcessorTime(), Stopwatch.GetTimestamp());
        _ = await work();
        if (round < 0)
            return;
        into.Clock.Add(Stopwatch.GetElapsedTime(clock).TotalMicroseconds / (Groups * Size * share));
        into.Processor.Add((ProcessorTime() - processor).TotalMicroseconds / (Groups * Size));
    }

    // Of this process and all that descend from it, to 10 ms.
    private static TimeSpan ProcessorTime()
    {
        var parents = new Dictionary<int, (int Parent, TimeSpan Time)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id))
                continue;
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
                parents[id] = (int.Parse(fields[1], CultureInfo.InvariantCulture), TimeSpan.FromMilliseconds(10 * ticks));
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return parents.Where(pair => Descends(pair.Key)).Aggregate(TimeSpan.Zero, (sum, pair) => sum + pair.Value.Time);

        bool Descends(int id)
        {
            while (id != Environment.ProcessId)
            {
                if (!parents.TryGetValue(id, out var process))
                    return false;
                id = process.Parent;
            }

            return true;
        }
    }

    // As a run scores: some groups are under way at once.
    private static async Task<double> WorkersAsync(ScriptWorkers workers, CompiledScript script)
    {
        var sum = 0.0;
        await Parallel.ForEachAsync(s_groups, new ParallelOptions { MaxDegreeOfParallelism = UnderWay }, async (group, cancellationToken) =>
        {
            var verdicts = await workers.ScoreAsync(new ScriptCalls(script, "prompt", [], [], group), cancellationToken);
            foreach (var verdict in verdicts)
                _ = verdict.Value ?? throw new InvalidOperationException(verdict.Reason);
        });
        return sum;
    }

    // On one thread, as a worker does; two of them would take half the time on two processors.
    private static double InOne(Func<string, double> score)
    {
        var sum = 0.0;
        foreach (var group in s_groups)
        {
            foreach (var completion in group)
                sum += score(completion);
        }

        return sum;
    }

    // Some 900 characters, as answers have; each is another.
    private static string Text(int i) =>
        string.Join(' ', Enumerable.Range(0, 150).Select(w => ((i * 31) + (w * 17)) % 7 == 0 ? "because," : $"word{(i + w) % 97}")) + $". Answer: {i % 50}";
}
