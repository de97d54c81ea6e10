using Rlar.Inference.Llama.Scoring;
using Rlar.Inference.Templates;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.Likelihood;

/// <summary>How much likelier a content user's next words are after an answer than a discontent one's.</summary>
internal sealed class FollowUpLikelihood : LikelihoodTool
{
    private static readonly ToolOption<string> s_length =
        ToolOption.Choice("length", "token", "Whether a follow-up counts by its mean log p a token, or by that of the whole text.", "token", "text");
    private static readonly ToolOption<FollowUps> s_followUps =
        new("follow-ups", "", "a JSON file", "What a content user and a discontent one may say next; empty: RLAR's texts.", FollowUps.Read)
        {
            Fact = ("follow-ups-text", texts => string.Join(" | ", [.. texts.Positive, "-", .. texts.Negative])),
        };

    private readonly FollowUps _followUps;
    private readonly bool _perToken;

    private FollowUpLikelihood(ToolCard card, ToolSettings settings, LocalModel model)
        : base(card, [model], RunOf(settings))
    {
        _perToken = settings.Get(s_length) == "token";
        _followUps = settings.Get(s_followUps);
    }

    /// <summary>The tool of the family <c>flr</c> over a model.</summary>
    internal static ToolDefinition Define(LocalModel model) => Define(
        $"flr/{model.Name}",
        "Follow-up likelihood: mean log p of a content user's next words less that of a discontent one's. "
            + "Differences between answers to one question mean something, the value itself depends on the words.",
        new ValueRange(-4, 4),
        "arXiv 2409.13948",
        model,
        [s_length, s_followUps],
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
