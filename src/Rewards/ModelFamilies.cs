using Rlar.Inference.Heads;
using Rlar.Rewards.Ensembles;
using Rlar.Rewards.Judges;
using Rlar.Rewards.Likelihood;
using Rlar.Rewards.Metrics;
using Rlar.Rewards.Models;
using Rlar.Rewards.RewardModels;

namespace Rlar.Rewards;

/// <summary>The tools that local models make possible.</summary>
public static class ModelFamilies
{
    /// <summary>
    /// A registry with the families judge, sar, flr, implicit-prm, igpo, rm and similarity, each listed with the models that were pulled or named and
    /// give what it needs; with the tool judge over the first named model that continues text; and with ensembles of all that.
    /// </summary>
    /// <param name="library">The registry.</param>
    /// <param name="models">Where models are looked up and kept.</param>
    /// <param name="named">The models that the user named.</param>
    /// <exception cref="ToolException">A named model is not there.</exception>
    public static ToolRegistry AddTo(ToolRegistry library, LocalModels models, IReadOnlyList<string> named)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(named);
        LocalModel[] found = [.. named.Select(models.Find)];
        IEnumerable<string> Named(ModelHead head) => found.Where(model => model.Head == head).Select(model => model.Name);
        Lazy<IReadOnlyList<string>> Listed(ModelHead head) => new(() => [.. Named(head).Union(models.Names(head))]);
        var (texts, classifiers, embedders) = (Listed(ModelHead.Text), Listed(ModelHead.Classification), Listed(ModelHead.Embedding));
        ToolFamily OfText(string prefix, Func<LocalModel, ToolDefinition> define) => new(prefix, texts, name => define(models.Find(name, ModelHead.Text)));
        var whole = library.With(
        [
            OfText("judge", model => Judge.Define(model, $"judge/{model.Name}")),
            OfText("sar", model => SelfAlignedReward.Define(model)),
            OfText("flr", model => FollowUpLikelihood.Define(model)),
            OfText("implicit-prm", model => ImplicitProcessReward.Define(model, models)),
            OfText("igpo", model => InformationGain.Define(model)),
            new("rm", classifiers, name => RewardModelTools.Define(name, models.Find(name, ModelHead.Classification))),
            new("similarity", embedders, name => Similarity.Define($"similarity/{name}", name, models)),
        ]);
        if (models.Holds(Similarity.DefaultModel))
            whole = whole.With(new ToolEntry("similarity", () => Similarity.Define("similarity", Similarity.DefaultModel, models)));
        if (Named(ModelHead.Text).FirstOrDefault() is { } first)
            whole = whole.With([Judge.Define(models.Find(first, ModelHead.Text), "judge")]);
        return whole.With(new ToolEntry("ensemble", () => EnsembleTool.Definition(whole)));
    }
}
