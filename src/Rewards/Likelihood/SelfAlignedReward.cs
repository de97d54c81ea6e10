using Rlar.Inference.Llama.Scoring;
using Rlar.Inference.Templates;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.Likelihood;

/// <summary>How much likelier an answer becomes by its question.</summary>
internal sealed class SelfAlignedReward : LikelihoodTool
{
    private SelfAlignedReward(ToolCard card, ToolSettings settings, LocalModel model)
        : base(card, [model], RunOf(settings))
    {
    }

    /// <summary>The tool of the family <c>sar</c> over a model.</summary>
    internal static ToolDefinition Define(LocalModel model) => Define(
        $"sar/{model.Name}",
        "Self-aligned reward: (ppl(answer) - ppl(answer | question)) / ppl(answer), clipped to -1..1. "
            + "High for concise answers to this question; it does not see whether they are right.",
        new ValueRange(-1, 1),
        "arXiv 2509.05489",
        model,
        [],
        (card, settings) => new SelfAlignedReward(card, settings, model));

    /// <inheritdoc/>
    protected override IReadOnlyList<TokenRow> Rows(ScoringModel model, Query query, string completion)
    {
        var given = model.Row(ScoringModel.Turns(query.Prompt), TurnRole.Assistant, "", completion);
        return [given, model.Alone(given)];
    }

    /// <inheritdoc/>
    protected override RewardOutcome Judge(
        Query query,
        IReadOnlyList<ScoringModel> opened,
        IReadOnlyList<IReadOnlyList<TokenRow>> rows,
        IReadOnlyList<IReadOnlyList<double[]>> values)
    {
        var (given, alone) = (values[0][0], values[0][1]);
        return given.Length == 0
            ? new RewardOutcome.Scored(-1) { Reason = "an empty answer" }
            : new RewardOutcome.Scored(LikelihoodRewards.SelfAligned(given, alone))
            {
                Parts = new Dictionary<string, double>
                {
                    ["log-perplexity"] = -LikelihoodRewards.Mean(given),
                    ["log-perplexity-alone"] = -LikelihoodRewards.Mean(alone),
                    ["tokens"] = given.Length,
                },
            };
    }
}
