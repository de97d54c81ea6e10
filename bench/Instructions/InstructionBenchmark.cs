using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Rlar.Bench.Mathematics;
using Rlar.Rewards;

namespace Rlar.Bench.Instructions;

/// <summary>The tool ifeval over the responses of two models to IFEval's prompts, on one core, with a line for each kind of instruction.</summary>
internal static class InstructionBenchmark
{
    private static readonly TimeSpan s_warming = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_measuring = TimeSpan.FromSeconds(6);

    private sealed record Case(string Kind, RolloutGroup Group, IRewardTool Tool, string Strict, string Loose)
    {
        internal double Least { get; set; } = double.MaxValue;

        internal long Bytes { get; set; }

        internal bool Run() => Tool.ScoreAsync(Group, CancellationToken.None).AsTask().GetAwaiter().GetResult()[0] is RewardOutcome.Scored { Parts: { } parts }
            && Verdicts(parts, "strict/") == Strict && Verdicts(parts, "loose/") == Loose;

        private static string Verdicts(IReadOnlyDictionary<string, double> parts, string mode) =>
            string.Concat(parts.Where(part => part.Key.StartsWith(mode, StringComparison.Ordinal)).Select(part => part.Value == 1 ? '1' : '0'));
    }

    /// <summary>Prints the table, and writes it where a folder is given.</summary>
    /// <param name="folder">Where to; null: nowhere.</param>
    internal static void Run(string? folder)
    {
        var data = Path.Combine(MathCases.Shared, "data");
        _ = BenchData.Require(Path.Combine(data, "ifeval_responses_2models.jsonl.gz"));
        var (rows, kinds) = Read(data);
        var load = Machine.Load();
        Machine.UseOneCore();
        var first = Pass([.. rows, .. kinds]);
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_warming;)
            _ = Pass([.. rows, .. kinds]);
        foreach (var one in rows.Concat(kinds))
        {
            one.Least = double.MaxValue;
            var before = GC.GetAllocatedBytesForCurrentThread();
            _ = one.Run();
            one.Bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        var best = double.MaxValue;
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_measuring;)
            best = Math.Min(best, Pass(rows));
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_measuring;)
            _ = Pass(kinds);
        var text = Table(rows, kinds, best, first, $"{load} before, {Machine.Load()} after");
        Console.Write(text);
        if (folder is not null)
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder).FullName, "ifeval.md"), text);
    }

    private static double Pass(IReadOnlyList<Case> cases)
    {
        var total = 0.0;
        foreach (var one in cases)
        {
            var start = Stopwatch.GetTimestamp();
            _ = one.Run();
            var microseconds = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            one.Least = Math.Min(one.Least, microseconds);
            total += microseconds;
        }

        return total;
    }

    // Whole rows, and each instruction of each row by itself.
    private static (List<Case> Rows, List<Case> Kinds) Read(string data)
    {
        var tool = BuiltInTools.Registry.Create("ifeval", new Dictionary<string, string>());
        var prompts = Lines(data, "ifeval_input.jsonl.gz").ToDictionary(row => row.GetProperty("key").GetInt32());
        var (rows, kinds) = (new List<Case>(), new List<Case>());
        foreach (var row in Lines(data, "ifeval_responses_2models.jsonl.gz"))
        {
            var prompt = prompts[row.GetProperty("key").GetInt32()];
            var ids = prompt.GetProperty("instruction_id_list");
            var arguments = prompt.GetProperty("kwargs");
            var completion = new Completion(row.GetProperty("response").GetString()!);
            rows.Add(Make("all", prompt, Bits(row.GetProperty("strict")), Bits(row.GetProperty("loose"))));
            for (var i = 0; i < ids.GetArrayLength(); i++)
            {
                var one = JsonSerializer.SerializeToElement(new { instruction_id_list = new[] { ids[i] }, kwargs = new[] { arguments[i] } });
                kinds.Add(Make(ids[i].GetString()!, one, Bits(row.GetProperty("strict"))[i..(i + 1)], Bits(row.GetProperty("loose"))[i..(i + 1)]));
            }

            Case Make(string kind, JsonElement constraints, string strict, string loose) =>
                new(kind, new RolloutGroup(new Query { Id = "", Prompt = [], Constraints = constraints }, [completion]), tool, strict, loose);
        }

        return (rows, kinds);
    }

    private static string Bits(JsonElement verdicts) => string.Concat(verdicts.EnumerateArray().Select(verdict => verdict.GetBoolean() ? '1' : '0'));

    private static IEnumerable<JsonElement> Lines(string data, string name) => SharedRows.Read(Path.Combine(data, name));

    private static string Table(List<Case> rows, List<Case> kinds, double best, double first, string load)
    {
        var text = new StringBuilder().AppendLine("# Instruction following").AppendLine().AppendLine(Machine.Describe())
            .AppendLine(CultureInfo.InvariantCulture, $"- load (processes that want a core, over one minute): {load}")
            .AppendLine("- command: `dotnet run -c Release --project bench -- ifeval`, with `--results` and this folder")
            .AppendLine(
                "- one core; a case is one response with the constraints of its row, or with one instruction of it; "
                + "strict and loose verdicts both; the constraints are read once, as for a group")
            .AppendLine(CultureInfo.InvariantCulture,
                $"- all rows: {1e6 * rows.Count / best:0} responses/s, {2e6 * kinds.Count / best:0} verdicts/s in the fastest warm pass; "
                + $"the first pass over all cases, which compiles: {first / 1e6:0.0} s")
            .AppendLine(
                "- p50, p99, max: over the cases, of the least time of each; bytes: allocated per case; "
                + "other: cases whose verdicts are not the original's")
            .AppendLine("- the original is left out: its word and sentence models (nltk's Punkt) and langdetect are not among the peers' wheels").AppendLine()
            .AppendLine("| instruction | cases | cases/s | p50 us | p99 us | max us | bytes | other |").AppendLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        _ = text.AppendLine(Row("all rows", rows));
        foreach (var kind in kinds.GroupBy(one => one.Kind).OrderBy(group => group.Key, StringComparer.Ordinal))
            _ = text.AppendLine(Row(kind.Key, [.. kind]));
        return text.ToString();
    }

    private static string Row(string name, List<Case> cases)
    {
        var times = cases.Select(one => one.Least).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {cases.Count} | {1e6 * cases.Count / times.Sum():0} "
            + $"| {times[times.Count / 2]:0.0} | {times[(int)(times.Count * 0.99)]:0.0} "
            + $"| {times[^1]:0.0} | {cases.Average(one => one.Bytes):0} | {cases.Count(one => !one.Run())} |");
    }
}
