using Microsoft.Extensions.AI;

namespace Rlar.Rewards.Judges;

/// <summary>
/// Any chat model as a judge: a model of this process, a server, somebody's own <see cref="IChatClient"/>. It is asked what a local judge is asked, with the
/// same prompts and the same defences, and writes its verdict down as JSON under a response format.
/// </summary>
public static class ChatJudge
{
    /// <summary>How many requests are under way at a time where nobody says.</summary>
    public const int DefaultRequests = 4;

    private const int MostRequests = 1024;

    private static readonly ToolOption<int> s_maxTokens =
        ToolOption.Integer("max-tokens", 512, "The most tokens of a reply; a model that thinks first needs more.", 8, 1 << 20);

    /// <summary>
    /// The definition of a tool that asks a chat model. It has the options of a local judge where they make sense: mode (score, yes-no, pairwise,
    /// best-of-n, reason) with what each brings, rubric, thinking; and max-tokens (512).
    /// </summary>
    /// <param name="id">The tool's id: <c>judge</c>, which routes name, or <c>judge/NAME</c>.</param>
    /// <param name="client">The model, safe for several threads. It is not owned, and has to bound the time of a request itself.</param>
    /// <param name="requests">How many requests may be under way at a time, over all groups and all tools of this definition; at least 1.</param>
    /// <param name="facts">
    /// What tells the model from others, for the tool's version: an address and a name, the hash of a file. None: what the client's
    /// <see cref="ChatClientMetadata"/> says.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer requests than 1, or more than 1024.</exception>
    public static ToolDefinition Definition(string id, IChatClient client, int requests = DefaultRequests, params IReadOnlyList<ToolFact> facts)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentOutOfRangeException.ThrowIfLessThan(requests, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(requests, MostRequests);
        var metadata = client.GetService<ChatClientMetadata>();
        var name = metadata?.DefaultModelId ?? "a chat model";
        var places = new SemaphoreSlim(requests);
        return new ToolDefinition(
            new ToolCard
            {
                Id = id,
                Kind = ToolKind.Judge,
                Description = $"Asks {name} for a verdict (mode score, yes-no, pairwise, best-of-n, reason), which it writes down as JSON. "
                    + "As good as the model: measure it on your data before you train on it.",
                Requires = [ToolRequirement.Prompt],
                AsksModel = true,
                Range = new ValueRange(1, 10),
                Cost = ToolCost.Expensive,
                LimitsItself = true,
                Provenance = "a chat model" + (metadata?.ProviderUri is { } address ? $" at {address}" : ""),
            },
            Revision: 1,
            JudgeOptions.Declare(s_maxTokens),
            (card, settings) =>
            {
                var mostTokens = settings.Get(s_maxTokens);
                var (made, mode) = JudgeMode.Of(card, settings);
                return new ChatJudgeTool(made, mode, new ChatAsking(client, places, name, mostTokens, mode as ReasonJudge));
            })
        {
            Facts = facts.Count > 0 ? facts : Facts(metadata),
        };
    }

    private static IReadOnlyList<ToolFact> Facts(ChatClientMetadata? metadata) =>
    [
        new ToolFact("provider", () => metadata?.ProviderName ?? ""),
        new ToolFact("address", () => metadata?.ProviderUri?.AbsoluteUri ?? ""),
        new ToolFact("model", () => metadata?.DefaultModelId ?? ""),
    ];
}
