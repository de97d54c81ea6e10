using System.Text.Json;
using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Live.Watching;

/// <summary>What 'rlar train' writes into the folder of a run: steps with means by tool, and some completions as samples.</summary>
internal static class TrainingRecords
{
    private static readonly string[] s_gauges =
    [
        "loss", "kl", "entropy", "length", "truncated", "distinct_share", "clip_share", "gradient_norm", "mismatch_mean", "reward_wait_share",
        "rollout_tokens_per_second", "update_tokens_per_second", "learning_rate", "seconds",
    ];

    // A step none of whose groups has variance has no update: its noughts are no measurements.
    private static readonly string[] s_ofUpdates = ["loss", "entropy", "clip_share", "gradient_norm", "mismatch_mean", "update_tokens_per_second"];

    /// <summary>Adds a line of metrics.jsonl.</summary>
    /// <exception cref="JsonException">It is no step.</exception>
    internal static void AddStep(LiveRun run, JsonElement step)
    {
        var number = step.Number("step") is { } at and >= 0 ? (long)at : throw new JsonException("A step without its number.");
        var isWarmUp = step.Text("phase") == "sft";
        var hasUpdate = isWarmUp || step.Number("zero_variance_share") is not >= 1;
        var gauges = s_gauges.Where(name => hasUpdate || !s_ofUpdates.Contains(name))
            .Select(name => (Name: isWarmUp ? $"{name} (warm-up)" : name, Value: step.Number(name)))
            .Where(gauge => gauge.Value is not null && (!isWarmUp || gauge.Name.StartsWith("loss", StringComparison.Ordinal)));
        var completions = (long)(step.Number("completions") ?? 0);
        var unscored = (long)(step.Number("unscored") ?? 0);
        var groups = (long)(step.Number("groups") ?? 0);
        var flat = (long)Math.Round(groups * (step.Number("zero_variance_share") ?? 0));
        var all = isWarmUp || step.Number("reward") is not { } reward
            ? Bucket.Of(0, isWarmUp ? 0 : unscored, 0, 0, isWarmUp ? 0 : groups, isWarmUp ? 0 : flat)
            : Bucket.Of(completions - unscored, unscored, reward, step.Number("reward_std") ?? 0, groups, flat);
        var tools = step.Members("tool_reward").Where(tool => tool.Value.Number() is not null).Select(tool => (
            tool.Name,
            Bucket.Of(completions - unscored, 0, tool.Value.Number()!.Value, step.GetProperty("tool_reward_std").Number(tool.Name) ?? 0, groups, 0)));
        run.Add(number, all, [.. tools], [.. gauges.Select(gauge => (gauge.Name, gauge.Value!.Value))]);
    }

    /// <summary>A line of samples.jsonl as a group of one.</summary>
    internal static LiveGroup Sample(JsonElement sample)
    {
        var notScored = new RewardOutcome.Unscorable("not scored; the samples do not say why");
        RewardOutcome Of(double? value) => value is { } number ? new RewardOutcome.Scored(number) : notScored;
        return new LiveGroup
        {
            Id = sample.Text("id"),
            Task = sample.Text("split"),
            Step = (long?)sample.Number("step"),
            Why = "kept by the trainer as a sample",
            Calls = [.. sample.Members("tools").Select(tool => new LiveCall(tool.Name, "", 1, [Of(tool.Value.Number())], null))],
            Prompt = [new Message("user", sample.Text("prompt"))],
            Completions = [new Completion(sample.Text("completion"), (int?)sample.Number("tokens"))],
            Outcomes = [new CompletionOutcome(Of(sample.Number("reward")))],
            Rewards = [sample.Number("reward")],
            Advantages = sample.Number("advantage") is { } advantage ? [advantage] : null,
        };
    }
}
