using System.Globalization;
using Rlar.Grpo.Report;
using Rlar.Grpo.Training;

namespace Rlar.Bench.Training;

/// <summary>How long the page of a long run takes.</summary>
internal static class ReportDrawing
{
    private const int Steps = 100_000;

    /// <summary>Prints a line.</summary>
    /// <param name="rounds">How often the page is drawn; the best counts.</param>
    internal static void Run(int rounds)
    {
        var folder = new RunFolder(Path.Combine(Path.GetTempPath(), $"rlar-report-{Path.GetRandomFileName()}"));
        _ = Directory.CreateDirectory(folder.Root);
        try
        {
            var random = new Random(1);
            new RunRecords(folder).Metrics.Append([.. Enumerable.Range(1, Steps).Select(step => Metrics(step, random))]);
            File.WriteAllText(folder.Recipe, "model: bench.gguf\n");
            var best = Enumerable.Range(0, rounds).Min(_ => StepComparison.Timed(() => TrainingReport.Write(folder, CancellationToken.None)).Processor);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Steps:N0} steps, {new FileInfo(folder.Metrics).Length >> 20} MiB of metrics: {best:F2} s of processor time, "
                + $"{new FileInfo(folder.Report).Length >> 10} KiB; load {Machine.Load()}"));
        }
        finally
        {
            Directory.Delete(folder.Root, recursive: true);
        }
    }

    private static StepMetrics Metrics(int step, Random random)
    {
        var reward = random.NextDouble();
        return new StepMetrics
        {
            Step = step,
            Phase = "grpo",
            Loss = reward / 100,
            Reward = reward,
            RewardStd = 0.3,
            ToolReward = new Dictionary<string, double> { ["contains"] = reward, ["ifeval"] = 1 - reward },
            ToolRewardStd = new Dictionary<string, double> { ["contains"] = 0.2, ["ifeval"] = 0.1 },
            Groups = 8,
            Completions = 64,
            Length = 40 + reward,
            Kl = reward / 50,
            Entropy = 2 - reward,
            GradientNorm = 1 + reward,
            LearningRate = 1e-5,
            RolloutTokensPerSecond = 900 + (100 * reward),
            UpdateTokensPerSecond = 1500 - (100 * reward),
            RolloutSeconds = 2,
            UpdateSeconds = 1,
            Seconds = 3 + reward,
        };
    }
}
