using Rlar.Rewards.Models;

namespace Rlar.Rewards.Judges;

/// <summary>Language models as judges: the family <c>judge</c>, with a mode for each way of asking.</summary>
internal static class Judge
{
    private static readonly ToolOption<int> s_scale = ToolOption.Integer("scale", 10, "The best number; the worst is 1.", 2, 10);
    private static readonly ToolOption<string> s_mode =
        ToolOption.Choice("mode", "score", "How the model is asked.", "score", "yes-no", "pairwise", "best-of-n", "reason") with { Brings = OptionsOf };

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
        },
        Revision: 1,
        [s_mode, .. JudgeOptions.Declared],
        (card, settings) => Make(card, settings, model))
    {
        Facts = [new ToolFact("model", () => model.Hash)],
    };

    private static IReadOnlyList<ToolOption> OptionsOf(string mode) => mode switch
    {
        "yes-no" => [],
        "pairwise" => PairwiseJudge.OwnOptions,
        "best-of-n" => BestOfNJudge.OwnOptions,
        "reason" => [s_scale, .. ReasonJudge.OwnOptions],
        _ => [s_scale, .. ScoreJudge.OwnOptions],
    };

    private static ModelTool Make(ToolCard card, ToolSettings settings, LocalModel model)
    {
        var mode = settings.Get(s_mode);
        var options = JudgeOptions.Read(settings);
        switch (mode)
        {
            case "yes-no":
                return new YesNoJudge(card with { Range = ValueRange.Unit, Needs = card.Needs | ToolNeeds.Reference }, model, options);
            case "pairwise":
                var siblings = !PairwiseJudge.IsAgainstReference(settings);
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
                var scale = settings.Get(s_scale);
                var scored = card with { Range = new ValueRange(1, scale) };
                return mode == "reason" ? new ReasonJudge(scored, settings, model, options, scale) : new ScoreJudge(scored, settings, model, options, scale);
        }
    }
}
