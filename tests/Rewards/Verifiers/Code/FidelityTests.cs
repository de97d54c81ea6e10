using System.Text.Json;
using System.Text.RegularExpressions;
using Rlar.Rewards.Tests.Sandbox;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Verifiers.Code;

/// <summary>
/// Programs with tests (Fidelity/*.py): the verdict is the label, and what a single process that runs the program and its tests ends with. "-here"
/// marks labels that only hold here (tests that need a runner or the program's module).
/// </summary>
public sealed partial class FidelityTests
{
    private static readonly string s_folder = Path.Combine(SharedData.Repository, "tests", "Rewards", "Verifiers", "Code", "Fidelity");
    private readonly IRewardTool _tool = BuiltInTools.Registry.Create("code/python", new Dictionary<string, string>());

    [SandboxFact]
    public async Task Score_ProgramsWithTests_AreAsInOneProcess()
    {
        var pairs = Directory.GetFiles(s_folder, "*.py").SelectMany(Pairs).ToList();
        Assert.True(pairs.Count >= 60);
        var wrong = new List<string>();
        await Parallel.ForEachAsync(pairs, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (pair, _) =>
        {
            var outcome = await ScoreAsync(pair);
            var passes = pair.Label.StartsWith("passes", StringComparison.Ordinal);
            var alone = pair.Label.EndsWith("-here", StringComparison.Ordinal) || await PassesInOneProcessAsync(pair) == passes;
            lock (wrong)
            {
                if (outcome is not RewardOutcome.Scored scored || scored.Value != (passes ? 1 : 0))
                    wrong.Add($"{pair.Name}: {outcome}");
                if (!alone)
                    wrong.Add($"{pair.Name}: one process says otherwise");
            }
        });
        Assert.Empty(wrong);
    }

    [SandboxFact]
    public async Task Score_ManyAtOnceBesideBusyProcessors_AreAsOneByOne()
    {
        var pairs = Directory.GetFiles(s_folder, "*.py").SelectMany(Pairs).Take(64).ToList();
        using var stop = new CancellationTokenSource();
        var burners = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                    Thread.SpinWait(1000);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        var outcomes = await Task.WhenAll(pairs.Select(ScoreAsync));
        await stop.CancelAsync();
        await Task.WhenAll(burners);
        var wrong = pairs.Zip(outcomes).Where(p => p.Second is not RewardOutcome.Scored scored || scored.Value != (p.First.Label.StartsWith("passes", StringComparison.Ordinal) ? 1 : 0));
        Assert.Empty(wrong.Select(p => $"{p.First.Name}: {p.Second}"));
    }

    private async Task<RewardOutcome> ScoreAsync(Pair pair)
    {
        var query = new Query { Id = "q", Prompt = [], Tests = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["code"] = pair.Tests }) };
        return (await _tool.ScoreAsync(new RolloutGroup(query, [new Completion($"````python\n{pair.Program}````")]), CancellationToken.None))[0];
    }

    private static async Task<bool> PassesInOneProcessAsync(Pair pair)
    {
        var run = await Machine.RunAsync(pair.Program + "\n" + pair.Tests);
        return run.Stop == Rlar.Rewards.Sandbox.SandboxStop.None && run.ExitStatus == 0;
    }

    private static IEnumerable<Pair> Pairs(string path)
    {
        foreach (var part in File.ReadAllText(path).Split("#=== ").Skip(1))
        {
            var name = part[..part.IndexOf('\n', StringComparison.Ordinal)];
            var label = Label().Match(part);
            yield return new Pair(Path.GetFileNameWithoutExtension(path) + "/" + name, part[(name.Length + 1)..label.Index], part[(label.Index + label.Length)..], label.Groups["label"].Value);
        }
    }

    [GeneratedRegex(@"^#--- (?<label>\S+)\n", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    private sealed record Pair(string Name, string Program, string Tests, string Label);
}
