using Microsoft.Extensions.AI;

namespace Rlar.Agents.Rubrics;

/// <summary>
/// A chat model as the judge of a whole group: a tournament whose comparisons grow with the number of answers and not with its square, each pair in both
/// orders (what changes with the order is a tie). The value is the win rate. See <see cref="Rlar.Rewards.Judges.ChatJudge"/> for all pairs.
/// </summary>
public static class GroupJudge
{
    /// <summary>The definition of the tool. It has the option thinking, as every tool has.</summary>
    /// <param name="id">Its id, for example "judge/tournament".</param>
    /// <param name="client">The model, safe for several threads; not owned.</param>
    /// <param name="facts">What tells the model from others, for the version; none: what the client's metadata says.</param>
    public static ToolDefinition Definition(string id, IChatClient client, params IReadOnlyList<ToolFact> facts)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(client);
        var metadata = client.GetService<ChatClientMetadata>();
        return new ToolDefinition(
            new ToolCard
            {
                Id = id,
                Kind = ToolKind.Judge,
                Description = "The win rate of an answer in a tournament of its group, at most 4 rounds, each pair judged in both orders by a chat model. "
                    + "As good as the model: measure it on your data before you train on it.",
                Requires = [ToolRequirement.Prompt],
                AsksModel = true,
                Cost = ToolCost.Expensive,
                ComparesSiblings = true,
                LimitsItself = true,
                Provenance = "a chat model",
            },
            Revision: 1,
            [],
            (card, _) => new GroupJudgeTool(card, client))
        {
            Facts = facts.Count > 0 ? facts : [new ToolFact("model", () => $"{metadata?.ProviderUri?.AbsoluteUri} {metadata?.DefaultModelId}")],
        };
    }
}
