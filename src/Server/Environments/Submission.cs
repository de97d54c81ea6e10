using System.Globalization;
using System.Text.Json;
using Rlar.Scoring.Pipeline;
using Rlar.Server.Service;

namespace Rlar.Server.Environments;

/// <summary>What became of an answer that was submitted.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reward">The reward; null where the answer was not scored.</param>
/// <param name="Tools">The ids of the tools that scored.</param>
internal sealed record Submission(RewardOutcome Outcome, double? Reward, IReadOnlyList<string> Tools)
{
    // Clients read a line of an event at a time, and theirs have limits.
    private const int LongestReason = 2000;

    /// <summary>Why the answer was not scored, where the tool broke: no result of the task, and another try may have one. Null otherwise.</summary>
    public string? Failure => Outcome is RewardOutcome.Failed failed ? $"the answer was not scored, {failed.Boundary}: {Clip(failed.Reason)}" : null;

    /// <summary>What the policy may read: the reward, and nothing that the reference could be told from.</summary>
    public string Text => Reward is { } reward
        ? string.Create(CultureInfo.InvariantCulture, $"Submitted. Reward: {reward}")
        : "Submitted. There is nothing that the answer could be scored by.";

    /// <summary>Scores an answer.</summary>
    /// <param name="rewards">Scores it.</param>
    /// <param name="task">The task.</param>
    /// <param name="answer">What the policy submits, thinking included.</param>
    /// <param name="source">The dialect.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public static async Task<Submission> ScoreAsync(
        IRewardService rewards, EnvironmentTask task, string answer, string source, CancellationToken cancellationToken)
    {
        var group = new RolloutGroup(task.Query, [new Completion(answer)]);
        var scored = await rewards.ScoreAsync(new ScoreRequest(group, source), cancellationToken);
        return new Submission(scored.Outcomes[0].Outcome, scored.Rewards[0], [.. scored.Route.Tools.Select(tool => tool.Tool.Card.Id)]);
    }

    /// <summary>Writes what a trainer wants to know beside the reward: status, tools, value, parts, reason.</summary>
    /// <param name="json">Takes an object.</param>
    public void WriteDetail(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("status", Outcome.Status);
        json.WriteStartArray("tools");
        foreach (var tool in Tools)
            json.WriteStringValue(tool);
        json.WriteEndArray();
        if (Outcome is RewardOutcome.Scored scored)
        {
            json.WriteNumber("value", scored.Value);
            WriteParts(json, scored.Parts);
            WriteReason(json, scored.Reason);
        }
        else if (Outcome is RewardOutcome.Unscorable unscorable)
        {
            WriteReason(json, unscorable.Reason);
        }

        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, IReadOnlyDictionary<string, double>? parts)
    {
        if (parts is null)
            return;
        json.WriteStartObject("parts");
        foreach (var (name, value) in parts)
            json.WriteNumber(name, value);
        json.WriteEndObject();
    }

    private static void WriteReason(Utf8JsonWriter json, string? reason)
    {
        if (reason is not null)
            json.WriteString("reason", Clip(reason));
    }

    private static string Clip(string text) => text.Length <= LongestReason ? text : text[..LongestReason] + "…";
}
