using System.Globalization;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;
using Rlar.Tests;

namespace Rlar.Scoring.Tests.Run;

/// <summary>Runs over a small input, with a tool that fails where a completion says so until it is healed, and estimators of every reach.</summary>
internal sealed class RunBench : TempFolder
{
    /// <summary>The estimators' names: none, one that looks at a group, at a batch of three, at the whole input.</summary>
    internal static readonly string[] Estimators = ["none", "group", "batch", "whole"];

    internal string Input => PathOf("in.jsonl");

    internal string Output => PathOf("out.jsonl");

    internal string Ledger => PathOf("ledger.jsonl");

    internal List<string> Said { get; } = [];

    /// <summary>Whether the tool has been healed.</summary>
    internal bool Healed { get; set; }

    internal int Calls { get; set; }

    internal static string Row(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":"q{{i}}","prompt":"p","completions":["{{new string('x', i % 5)}}","é{{i}}{{(i % 3 == 1 ? " fails" : "")}}","z"],"lengths":[{{i}},2,3]}""");

    internal static IEnumerable<string> Rows(int count) => Enumerable.Range(0, count).Select(Row);

    internal Task<RunStatistics> RunAsync(
        string estimator, OutputMode mode = OutputMode.New, RunDisk? disk = null, int flush = 1, bool skips = false, Stream? pipe = null)
    {
        IAdvantages? advantages = estimator == "none" ? null : new SumAdvantages(estimator == "group");
        var options = new RewardRunOptions { Advantages = advantages, BatchGroups = estimator == "batch" ? 3 : 0, Parallelism = 2 };
        var files = new RowFiles
        {
            Input = pipe is null ? Input : "-",
            StandardInput = pipe,
            Output = Output,
            Ledger = Ledger,
            Mode = mode,
            Disk = disk ?? RunDisk.Real,
            FlushBytes = flush,
            SkipsBadRows = skips,
        };
        return new RewardRun(new FixedRouter(new Tool(this)), options).RunAsync(files, null, Said.Add, TestContext.Current.CancellationToken);
    }

    /// <summary>All that a run leaves, by file.</summary>
    internal SortedDictionary<string, string> Left()
    {
        var left = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(PathOf("")))
        {
            if (Path.GetFileName(file) != "in.jsonl")
                left[Path.GetFileName(file)] = Convert.ToHexString(File.ReadAllBytes(file));
        }

        return left;
    }

    /// <summary>Brings back what a run had left.</summary>
    internal void Restore(IReadOnlyDictionary<string, string> left)
    {
        foreach (var file in Left().Keys)
            File.Delete(PathOf(file));
        foreach (var (file, content) in left)
            File.WriteAllBytes(PathOf(file), Convert.FromHexString(content));
    }

    private sealed class Tool(RunBench bench) : IRewardTool
    {
        public ToolCard Card { get; } = new() { Id = "mine", Kind = ToolKind.Verifier, Description = "How long.", Version = "1" };

        public ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
        {
            lock (bench)
                bench.Calls++;
            return new([.. group.Completions.Select(Score)]);
        }

        private RewardOutcome Score(Completion completion) =>
            completion.Text.Contains("fails", StringComparison.Ordinal) && !bench.Healed
                ? new RewardOutcome.Failed("tool", "ill")
                : new RewardOutcome.Scored(completion.Text.Length / 7.0) { Reason = "its length" };
    }

    /// <summary>Every completion gets its reward less the sum of all lengths and rewards that were seen with it.</summary>
    private sealed class SumAdvantages(bool isGroupLocal) : IAdvantages
    {
        public string Version => "sum";

        public bool IsGroupLocal => isGroupLocal;

        public IEnumerable<GroupAdvantages> Compute(IEnumerable<RewardedGroup> batch)
        {
            var groups = batch.ToArray();
            var sum = groups.Sum(group => group.Lengths!.Sum() + group.Rewards.Sum(reward => reward ?? 0));
            return groups.Select(group => new GroupAdvantages.ByCompletion([.. group.Rewards.Select(reward => reward - sum)]));
        }
    }
}
