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
    /// give what it needs; with the tool judge over the first named model that continues text; with ensembles of all that, and with ladders (escalate).
    /// </summary>
    /// <param name="library">The registry.</param>
    /// <param name="models">Where models are looked up and kept.</param>
    /// <param name="named">The models that the user named.</param>
    /// <param name="judges">Those of them that are no local models but judges of their own, by what the user wrote: judge/NAME. Default: none.</param>
    /// <exception cref="ToolException">A named model is not there, or two are called the same.</exception>
    public static ToolRegistry AddTo(
        ToolRegistry library, LocalModels models, IReadOnlyList<string> named, IReadOnlyDictionary<string, ToolDefinition>? judges = null)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(named);
        judges ??= new Dictionary<string, ToolDefinition>();
        var local = named.Where(name => !judges.ContainsKey(name)).ToArray();
        var elsewhere = judges.ToDictionary(judge => NameOf(judge.Value), judge => judge.Key);
        if (local.FirstOrDefault(elsewhere.ContainsKey) is { } twice)
            throw new ToolException($"--model {twice} and {elsewhere[twice]} are both called judge/{twice}; give the local one as a path.");
        LocalModel[] found = [.. local.Select(models.Find)];
        IEnumerable<string> Named(ModelHead head) => found.Where(model => model.Head == head).Select(model => model.Name);
        Lazy<IReadOnlyList<string>> Listed(ModelHead head) => new(() => [.. Named(head).Union(models.Names(head))]);
        var (texts, classifiers, embedders) = (Listed(ModelHead.Text), Listed(ModelHead.Classification), Listed(ModelHead.Embedding));
        var judging = new Lazy<IReadOnlyList<string>>(() => [.. texts.Value.Where(name => !elsewhere.ContainsKey(name))]);
        ToolFamily OfText(string prefix, Func<LocalModel, ToolDefinition> define) => new(prefix, texts, name => define(models.Find(name, ModelHead.Text)));
        ToolFamily[] families =
        [
            OfText("sar", SelfAlignedReward.Define),
            OfText("flr", FollowUpLikelihood.Define),
            OfText("implicit-prm", model => ImplicitProcessReward.Define(model, models)),
            OfText("igpo", InformationGain.Define),
            new("rm", classifiers, name => RewardModelTools.Define(name, models.Find(name, ModelHead.Classification))),
            new("similarity", embedders, name => Similarity.Define($"similarity/{name}", name, models)),
        ];
        var whole = library.With([.. judges.Values]).With(
        [
            new ToolFamily("judge", judging, name => Judge.Define(models.Find(name, ModelHead.Text), $"judge/{name}")),
            .. families.Select(family => Refusing(family, elsewhere)),
        ]);
        if (models.Holds(Similarity.DefaultModel))
            whole = whole.With(new ToolEntry("similarity", () => Similarity.Define("similarity", Similarity.DefaultModel, models)));
        if (named.FirstOrDefault(name => judges.ContainsKey(name) || Named(ModelHead.Text).Contains(name)) is { } first)
        {
            whole = whole.With([judges.TryGetValue(first, out var judge)
                ? judge with { Draft = judge.Draft with { Id = "judge" } }
                : Judge.Define(models.Find(first, ModelHead.Text), "judge")]);
        }

        var ensemble = whole.With(new ToolEntry("ensemble", () => EnsembleTool.Definition(whole)));
        return ensemble.With(new ToolEntry("escalate", () => EscalationTool.Definition(ensemble)));
    }

    private static string NameOf(ToolDefinition judge) => judge.Draft.Id["judge/".Length..];

    // A name that an address has is no local model's.
    private static ToolFamily Refusing(ToolFamily family, Dictionary<string, string> elsewhere) => family with
    {
        Define = name => elsewhere.TryGetValue(name, out var address)
            ? throw new ToolException($"{family.Prefix}/{name}: {address} is a judge, and {family.Prefix} needs a model's file on this machine.")
            : family.Define(name),
    };
}
