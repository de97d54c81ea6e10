using System.Collections.Frozen;
using System.Globalization;

namespace Rlar.Agents.Routing.Tiers;

/// <summary>
/// The tier of a classifier of prompts: the label's tools in their order, the first that is a candidate. Which tool a task takes is a table and nothing
/// learned. A label of safety decides nothing: most harmless prompts about dangerous words are called so, and whether to refuse is for the row to say.
/// </summary>
/// <param name="version">What the classifier was made of, for <see cref="IRouteTier.Version"/>.</param>
/// <param name="classify">The classifier; it abstains by itself where it is not sure, and must not change its mind about a prompt.</param>
/// <param name="least">The least confidence that decides, a value between 0.0 and 1.0. Default 0.6.</param>
public sealed class ClassifierTier(
    string version, Func<IReadOnlyList<Message>, CancellationToken, ValueTask<TaskOpinion>> classify, double least = 0.6) : IRouteTier
{
    // By what each is best at where the row carries what it needs; a judge is last, and there only where the user has one.
    private static readonly FrozenDictionary<string, string[]> s_tools = new Dictionary<string, string[]>
    {
        ["mathematics"] = ["math", "numeric-match", "judge"],
        ["code"] = ["judge"],
        ["qa"] = ["qa-match", "normalized-match", "token-f1", "judge"],
        ["translation"] = ["chrf++", "bleu", "judge"],
        ["summarisation"] = ["rougeL", "token-f1", "judge"],
        ["instruction-following"] = ["ifeval", "judge"],
        ["dialogue"] = ["judge"],
        ["tool-call"] = ["tool-call/exact", "judge"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => "classifier";

    /// <inheritdoc/>
    public string Version { get; } = version;

    /// <inheritdoc/>
    public async ValueTask<TierAnswer> AskAsync(Query query, IReadOnlyList<ToolCard> candidates, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Prompt.Count == 0)
            return TierAnswer.Abstention("the row has no prompt");
        var opinion = await classify(query.Prompt, cancellationToken);
        if (opinion.Label is not { } label)
            return TierAnswer.Abstention(opinion.Why);
        var sure = string.Create(CultureInfo.InvariantCulture, $"{label} at {opinion.Confidence:0.00}");
        if (opinion.Confidence < least)
            return TierAnswer.Abstention(string.Create(CultureInfo.InvariantCulture, $"{sure}, below {least:0.00}"));
        if (!s_tools.TryGetValue(label, out var tools))
            return TierAnswer.Abstention($"{sure}, a task for which the prompt alone chooses no tool");
        return Array.Find(tools, id => candidates.Any(card => card.Id == id)) is { } tool
            ? new TierAnswer(tool, label, opinion.Confidence, $"the prompt is taken for {sure}: {opinion.Why}")
            : TierAnswer.Abstention($"{sure}, and the row meets the requirements of none of {string.Join(", ", tools)}");
    }
}
