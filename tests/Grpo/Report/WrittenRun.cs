using System.Text.Json;
using Rlar.Grpo.Tests.Alarms;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Tests.Report;

/// <summary>A run's folder as training writes it.</summary>
internal sealed class WrittenRun : IDisposable
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    internal WrittenRun(int steps = 40, Func<string, string>? dirt = null)
    {
        Directory.CreateDirectory(Folder.Root);
        dirt ??= text => text;
        Metrics = [.. new SimulatedRun(1) { Steps = steps, Groups = 2, Skill = 0.7 }.Steppings().Select(step => Full(step.Metrics, dirt))];
        Samples = [.. new SimulatedRun(2) { Steps = 8, Groups = 1 }.Steppings().SelectMany(step => step.Samples).Select((sample, i) => sample with
        {
            Step = i * steps / 64, Id = dirt(sample.Id), Prompt = dirt(sample.Prompt), Completion = dirt(sample.Completion), Advantage = i % 5 == 0 ? null : (i % 7) - 3.25,
            Tools = new Dictionary<string, double?> { [dirt("words")] = i * 0.01, ["length"] = null },
        })];
        Evaluations = [.. Enumerable.Range(0, 4).Select(i => new EvaluationRecord(
            i * steps / 3, 12, 48, 0.31 + (0.09 * i), 0.21, new Dictionary<string, double> { [dirt("words")] = 0.4 + (0.1 * i), ["truth"] = 0.6 - (0.05 * i) }, ["truth"], 31.5 + i, 0.125, 0.875))];
        Alarms = [new(9, dirt("kl-drift"), AlarmSeverity.Alarm, dirt("The policy is far away."), new Dictionary<string, double> { [dirt("kl")] = 2.125 }, [dirt("An example.")])];
        Write(Folder.Metrics, Metrics);
        Write(Folder.Samples, Samples);
        Write(Folder.Evaluations, Evaluations);
        Write(Folder.Alarms, Alarms);
        File.WriteAllText(Folder.Recipe, dirt("model: models/stories15M.gguf\nsteps: 40\n"), System.Text.Encoding.UTF8);
    }

    internal RunFolder Folder { get; } = new(Path.Combine(Path.GetTempPath(), "rlar-run-" + Path.GetRandomFileName()));

    internal IReadOnlyList<StepMetrics> Metrics { get; }

    internal IReadOnlyList<SampleRecord> Samples { get; }

    internal IReadOnlyList<EvaluationRecord> Evaluations { get; }

    internal IReadOnlyList<AlarmRecord> Alarms { get; }

    public void Dispose() => Directory.Delete(Folder.Root, recursive: true);

    internal static StepMetrics Full(StepMetrics step, Func<string, string> dirt) => step with
    {
        Loss = Math.Sin(step.Step) / 50,
        RewardStd = 0.2 + (step.Step % 3 * 0.01),
        ToolReward = new Dictionary<string, double> { [dirt("words")] = step.Reward!.Value, ["style"] = -1.5 },
        ToolRewardStd = new Dictionary<string, double> { [dirt("words")] = 0.1, ["style"] = 0.25 },
        Groups = 2,
        Completions = 16,
        GradientNorm = 1 + (step.Step % 4 * 0.3),
        ClipShare = 0.002,
        MismatchMax = 0.05,
        RolloutTokensPerSecond = 900 + step.Step,
        UpdateTokensPerSecond = 2000 - step.Step,
        RewardWaitShare = 0.015,
        Seconds = 3.5,
    };

    private static void Write<T>(string path, IEnumerable<T> records) => File.WriteAllText(path, string.Concat(records.Select(record => JsonSerializer.Serialize(record, s_json) + "\n")));
}
