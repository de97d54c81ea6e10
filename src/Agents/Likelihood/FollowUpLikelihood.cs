using Rlar.Agents.Library;
using Rlar.Agents.Models;
using Rlar.Agents.Rewards;
using Rlar.Inference.Heads;
using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Llama.Scoring;

namespace Rlar.Agents.Likelihood;

/// <summary>How much likelier a content user's next words are after an answer than a discontent one's.</summary>
internal sealed class FollowUpLikelihood : LikelihoodTool
{
    private readonly FollowUps _followUps;
    private readonly bool _perToken;

    private FollowUpLikelihood(ToolCard card, ToolSettings settings, LocalModel model)
        : base(card, [model], ModelToolOptions.Read(settings))
    {
        settings.Fact("model", model.Hash);
        _perToken = settings.Choice("length", "token", "token", "text") == "token";
        var file = settings.Text("follow-ups", "");
        var text = file.Length == 0 ? null : EmbeddedText.ReadFile(card.Id, "follow-ups", file);
        _followUps = text is null ? FollowUps.BuiltIn : FollowUps.Parse(text, file);
        settings.Fact("follow-ups-text", string.Join(" | ", [.. _followUps.Positive, "-", .. _followUps.Negative]));
    }

    /// <summary>The family <c>flr</c>.</summary>
    internal static ToolFamily Family(LocalModels models, Lazy<IReadOnlyList<string>> listed) =>
        new("flr", listed, name => Define(models.Find(name, ModelHead.Text)));

    private static ToolDefinition Define(LocalModel model) => Define(
        $"flr/{model.Name}",
        "Follow-up likelihood: mean log p of a content user's next words less that of a discontent one's. "
            + "Differences between answers to one question mean something, the value itself depends on the words.",
        new ValueRange(-4, 4),
        "arXiv 2409.13948",
        (card, settings) => new FollowUpLikelihood(card, settings, model));

    /// <inheritdoc/>
    protected override IReadOnlyList<TokenRow> Rows(ScoringModel model, Query query, string completion)
    {
        IReadOnlyList<ChatTurn> turns = [.. ScoringModel.Turns(query.Prompt), new ChatTurn(TurnRole.Assistant, completion)];
        return [.. _followUps.Positive.Concat(_followUps.Negative).Select(text => model.Row(turns, TurnRole.User, "", text))];
    }

    /// <inheritdoc/>
    protected override RewardOutcome Judge(
        Query query,
        IReadOnlyList<ScoringModel> opened,
        IReadOnlyList<IReadOnlyList<TokenRow>> rows,
        IReadOnlyList<IReadOnlyList<double[]>> values)
    {
        var found = values[0].Select(logps => _perToken ? LikelihoodRewards.Mean(logps) : LikelihoodRewards.Sum(logps)).ToArray();
        var (positive, negative) = (found[.._followUps.Positive.Count].Average(), found[_followUps.Positive.Count..].Average());
        return new RewardOutcome.Scored(positive - negative) { Parts = new Dictionary<string, double> { ["positive"] = positive, ["negative"] = negative } };
    }
}
