using Rlar.Rewards.Models;

namespace Rlar.Rewards.Judges;

/// <summary>Local language models as judges: the family <c>judge</c>, with a mode for each way of asking.</summary>
internal static class Judge
{
    private static readonly ToolOption<double> s_minMass =
        ToolOption.Number(
            "min-mass",
            0.002,
            "The least probability of all allowed verdicts together. Below it on a plain answer: unscorable; on this one alone: the lowest value.",
            0,
            1);

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
            Requires = [ToolRequirement.Prompt],
            AsksModel = true,
            Range = new ValueRange(1, 10),
            Cost = ToolCost.Expensive,
            LimitsItself = true,
            Provenance = "a local language model",
        },
        Revision: 3,
        [.. JudgeOptions.Declare(ModelToolOptions.Declared), s_minMass],
        (card, settings) => Make(card, settings, model))
    {
        Facts = [new ToolFact("model", () => model.Identity)],
    };

    private static ModelTool Make(ToolCard card, ToolSettings settings, LocalModel model)
    {
        var run = ModelToolOptions.Read(settings);
        var leastMass = settings.Get(s_minMass);
        var (made, mode) = JudgeMode.Of(card, settings);
        return mode is ReasonJudge reason ? new LocalReasonJudge(made, model, run, reason) : new LocalJudge(made, model, run, mode, leastMass);
    }
}
