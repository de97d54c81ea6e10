using Rlar.Agents.Library;
using Rlar.Agents.Likelihood;
using Rlar.Agents.Models;
using Rlar.Agents.Rewards;
using Rlar.Inference.Heads;

namespace Rlar.Agents.Judges;

/// <summary>Language models as judges: the family <c>judge</c>, with a mode for each way of asking.</summary>
internal static class Judge
{
    /// <summary>The family.</summary>
    internal static ToolFamily Family(LocalModels models, Lazy<IReadOnlyList<string>> listed) =>
        new("judge", listed, name => Define(models.Find(name, ModelHead.Text), $"judge/{name}"));

    /// <summary>The definition of a judge.</summary>
    /// <param name="model">The model.</param>
    /// <param name="id">The tool's id.</param>
    internal static ToolDefinition Define(LocalModel model, string id) => new(
        new ToolCard
        {
            Id = id,
            Kind = ToolKind.Judge,
            Description = $"Asks {model.Name} for a verdict (mode score, yes-no, pairwise, best-of-n, reason) "
                + "and takes its expected value. As good as the model: measure it on your data before you train on it.",
            Needs = ToolNeeds.Prompt | ToolNeeds.Model,
            Range = new ValueRange(1, 10),
            Cost = ToolCost.Expensive,
            LimitsItself = true,
            Provenance = "a local language model",
            Version = "",
        },
        Revision: 1,
        (card, settings) => Make(card, settings, model));

    private static ModelTool Make(ToolCard card, ToolSettings settings, LocalModel model)
    {
        settings.Fact("model", model.Hash);
        var mode = settings.Choice("mode", "score", "score", "yes-no", "pairwise", "best-of-n", "reason");
        var options = JudgeOptions.Read(settings, card.Id);
        switch (mode)
        {
            case "yes-no":
                return new YesNoJudge(card with { Range = ValueRange.Unit, Needs = card.Needs | ToolNeeds.Reference }, model, options);
            case "pairwise":
                var siblings = PairwiseJudge.Against(settings) == "siblings";
                return new PairwiseJudge(
                    card with
                    {
                        Range = ValueRange.Unit,
                        ComparesSiblings = siblings,
                        Needs = siblings ? card.Needs : card.Needs | ToolNeeds.Reference,
                    },
                    settings, model, options);
            case "best-of-n":
                return new BestOfNJudge(card with { Range = ValueRange.Unit, ComparesSiblings = true }, settings, model, options);
            default:
                var scale = settings.Integer("scale", 10, 2, 10);
                var scored = card with { Range = new ValueRange(1, scale) };
                return mode == "reason" ? new ReasonJudge(scored, settings, model, options, scale) : new ScoreJudge(scored, settings, model, options, scale);
        }
    }
}
