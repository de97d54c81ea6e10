using Rlar.Rewards.Models;

namespace Rlar.Rewards.RewardModels;

/// <summary>The tools <c>rm/MODEL</c>: reward models, classifiers and rerankers in ONNX or GGUF.</summary>
internal static class RewardModelTools
{
    /// <summary>
    /// The tool over a model. Options: input (auto; chat, pair, completion), activation (auto; logit, sigmoid, softmax, par), label, labels,
    /// negate (false), par-k (1), par-references (10), template (auto), thinking (strip; keep).
    /// </summary>
    /// <param name="name">The model's name or path, which is the tool's after the slash.</param>
    /// <param name="model">The model.</param>
    internal static ToolDefinition Define(string name, LocalModel model) => new(
        new ToolCard
        {
            Id = $"rm/{name}",
            Kind = ToolKind.RewardModel,
            Description = "One label's score by a trained model: of the conversation (chat), of prompt and answer (pair), "
                + "or of the answer alone (completion). It rewards "
                + "what its training data did, such as length and tone; an answer that it was not trained on may score anything. "
                + "A text that is too long is cut, and the part truncated says by how much.",
            AsksModel = true,
            Cost = ToolCost.Expensive,
            LimitsItself = true,
            Provenance = model.Files.Path,
        },
        Revision: 2,
        RewardModelOptions.Declared,
        (card, settings) =>
        {
            var options = RewardModelOptions.Read(settings);
            return new RewardModelTool(
                card with { Range = options.Range, Requires = options.Activation == "par" ? [ToolRequirement.WrittenReference] : [] },
                model, options);
        })
    {
        Facts = [new ToolFact("model", () => model.Identity)],
    };
}
