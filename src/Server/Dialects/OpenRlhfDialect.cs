using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rlar.Scoring.Pipeline;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// OpenRLHF (<c>--reward.remote_url</c>): <c>POST /get_reward</c> with {"query","prompts","labels"}, lists that belong together, answered by
/// {"rewards","scores","extra_logs"}. It tries five times a second apart and then ends the run on a null: a failed completion is an error as long as
/// tries are left, and then 0 with <c>extra_logs.failed</c> 1; an unscorable one is 0 with <c>extra_logs.unscorable</c> 1 at once.
/// </summary>
/// <remarks>Every sample has the same keys in <c>extra_logs</c>: the trainer makes a tensor of each key over the batch.</remarks>
public sealed class OpenRlhfDialect : IDialect
{
    private const int LastTry = 4;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(170);

    /// <inheritdoc/>
    public string Name => "openrlhf";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints, ServerParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var failed = new FailedTries(parts.Clock);
        endpoints.Post("/get_reward", ErrorAnswers.Default, context => AnswerAsync(context, parts, failed));
    }

    private async Task AnswerAsync(HttpContext context, ServerParts parts, FailedTries tries)
    {
        using var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted);
        var samples = Samples(body.Root, parts.Limits);
        var settings = UrlSettings.Of(context.Request, parts.Limits);
        var outcomes = new CompletionOutcome[samples.Count];
        var rewards = new double?[samples.Count];

        // Samples of one prompt are one group, wherever they stand.
        var groups = samples.Select((sample, at) => (sample, at)).GroupBy(each => each.sample.Group).Select(ScoreAsync).ToArray();
        await Task.WhenAll(groups);
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i].Outcome is RewardOutcome.Failed failure && tries.Count(samples[i].Group, samples[i].Completion) < LastTry)
            {
                await Unscored.AnswerAsync(context, failure);
                return;
            }
        }

        await JsonAnswer.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteNumbers("rewards", rewards, reward => reward ?? 0);
            json.WriteNumbers("scores", rewards, reward => Math.Clamp(reward ?? 0, 0, 1));
            json.WriteStartObject("extra_logs");
            if (outcomes.Length > 0)
            {
                json.WriteNumbers("unscorable", outcomes, outcome => outcome.Outcome is RewardOutcome.Unscorable ? 1 : 0);
                json.WriteNumbers("failed", outcomes, outcome => outcome.Outcome is RewardOutcome.Failed ? 1 : 0);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });

        async Task ScoreAsync(IGrouping<string, ((Query Query, string Completion, string Group) Sample, int At)> group)
        {
            var members = group.ToArray();
            Completion[] completions = [.. members.Select(member => new Completion(member.Sample.Completion))];
            var request = SingleGroup.Request(parts, Name, members[0].Sample.Query, completions, s_patience, settings);
            var scored = await parts.Rewards.ScoreAsync(request, context.RequestAborted);
            for (var i = 0; i < members.Length; i++)
                (outcomes[members[i].At], rewards[members[i].At]) = (scored.Outcomes[i], scored.Rewards[i]);
        }
    }

    private static List<(Query Query, string Completion, string Group)> Samples(JsonField root, ServerLimits limits)
    {
        var queries = root["query"].Items();
        var (prompts, labels) = (root["prompts"].Items(), root["labels"].Items());
        if (queries.Count > limits.Completions)
            throw new BadRequestException("query", $"it holds {queries.Count} samples, and {limits.Completions} are taken at a time", "Send fewer.");
        foreach (var (name, list) in (ReadOnlySpan<(string, IReadOnlyList<JsonField>)>)[("prompts", prompts), ("labels", labels)])
        {
            if (list.Count > 0 && list.Count != queries.Count)
                throw new BadRequestException(name, $"it holds {list.Count} and query {queries.Count}", "Send as many, in the same order, or none.");
        }

        var samples = new List<(Query, string, string)>(queries.Count);
        for (var i = 0; i < queries.Count; i++)
        {
            var (prompt, label) = (prompts.Count > 0 ? prompts[i] : default, labels.Count > 0 ? labels[i] : default);
            var query = RequestRow.Read(json =>
            {
                json.WriteField("prompt", prompt);
                json.WriteLabel(label);
            });
            var text = prompt.TextOrNull() ?? "";
            var completion = QueryText.Completion(queries[i].Text(), text) ?? throw new BadRequestException(
                string.Create(CultureInfo.InvariantCulture, $"query[{i}]"),
                "it does not begin with its prompt, nor with the prompt's end, so that the response cannot be told from it",
                "Send the text that was generated from the prompt, with the prompt before it.");
            samples.Add((query, completion, SingleGroup.Key(query)));
        }

        return samples;
    }
}
