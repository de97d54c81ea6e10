using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using Rlar.Agents.Scripts;
using Rlar.Agents.Scripts.Running;

namespace Rlar.Bench.Agents;

/// <summary>
/// Calls of scripts: by two workers in the sandbox, in groups of eight; by the very same delegate called in this process, on two threads; and by the same
/// code without a meter.
/// The scripts are this file's own.
/// </summary>
public class ScriptThroughput : IAsyncDisposable
{
    private const int Groups = 512;
    private const int Size = 8;
    private const int Threads = 2;
    private const string Head = "double Score(string prompt, string completion, string? reference, IReadOnlyDictionary<string, string> data)\n";

    private static readonly Dictionary<string, (string Source, Func<string, double> Plain)> s_scripts = new()
    {
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

    private readonly Dictionary<string, string> _data = [];
    private ScriptWorkers? _workers;
    private CompiledScript? _script;
    private LoadedScript? _loaded;
    private string[][] _groups = [];

    /// <summary>Which script.</summary>
    [Params("words", "linq", "regex")]
    public string Script { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _script = ScriptCompiler.Compile(s_scripts[Script].Source, CancellationToken.None).Script!;
        _loaded = LoadedScript.Load(_script.Assembly.Span);
        _workers = new ScriptWorkers(new ScriptWorkerOptions { Workers = Threads });
        _groups = [.. Enumerable.Range(0, Groups).Select(g => Enumerable.Range(0, Size).Select(i => Text((g * Size) + i)).ToArray())];
        _ = WorkersAsync().GetAwaiter().GetResult();
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_workers is not null)
            await _workers.DisposeAsync();
    }

    [Benchmark(OperationsPerInvoke = Groups * Size)]
    public double Plain() => InTwo(completion => s_scripts[Script].Plain(completion));

    [Benchmark(OperationsPerInvoke = Groups * Size, Baseline = true)]
    public double SameDelegate() => InTwo(completion => _loaded!.Score(5_000_000, 64 << 20, "prompt", completion, null, _data).Value);

    [Benchmark(OperationsPerInvoke = Groups * Size)]
    public async Task<double> WorkersAsync()
    {
        // As a run scores: some groups are under way at once.
        var sum = 0.0;
        await Parallel.ForEachAsync(_groups, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (group, cancellationToken) =>
        {
            var verdicts = await _workers!.ScoreAsync(new ScriptCalls(_script!, "prompt", [], [], group), cancellationToken);
            foreach (var verdict in verdicts)
                _ = verdict.Value ?? throw new InvalidOperationException(verdict.Reason);
        });
        return sum;
    }

    private double InTwo(Func<string, double> score)
    {
        var sums = new double[Threads];
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (var g = thread; g < _groups.Length; g += Threads)
            {
                foreach (var completion in _groups[g])
                    sums[thread] += score(completion);
            }
        });
        return sums.Sum();
    }

    // Some 900 characters, as answers have; each is another.
    private static string Text(int i) =>
        string.Join(' ', Enumerable.Range(0, 150).Select(w => ((i * 31) + (w * 17)) % 7 == 0 ? "because," : $"word{(i + w) % 97}")) + $". Answer: {i % 50}";
}
