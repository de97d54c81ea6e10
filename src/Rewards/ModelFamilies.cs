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
        var heads = local.ToLookup(name => models.Find(name).Head);
        var elsewhere = judges.ToDictionary(judge => NameOf(judge.Value), judge => judge.Key);
        if (local.FirstOrDefault(elsewhere.ContainsKey) is { } twice)
            throw new ToolException($"--model {twice} and {elsewhere[twice]} are both called judge/{twice}; give the local one as a path.");
        Lazy<IReadOnlyList<string>> Listed(ModelHead head) => new(() => [.. heads[head].Union(models.Names(head))]);
        var (texts, classifiers, embedders) = (Listed(ModelHead.Text), Listed(ModelHead.Classification), Listed(ModelHead.Embedding));
        ToolFamily[] families =
        [
            SelfAlignedReward.Family(models, texts), FollowUpLikelihood.Family(models, texts),
            ImplicitProcessReward.Family(models, texts), InformationGain.Family(models, texts),
            RewardModelTools.Family(models, classifiers), Similarity.Family(models, embedders),
        ];
        var judging = new Lazy<IReadOnlyList<string>>(() => [.. texts.Value.Where(name => !elsewhere.ContainsKey(name))]);
        var whole = library.With([.. judges.Values]).With([Judge.Family(models, judging), .. families.Select(family => Refusing(family, elsewhere))]);
        whole = whole.With(Similarity.Definitions(models));
        if (named.FirstOrDefault(name => judges.ContainsKey(name) || heads[ModelHead.Text].Contains(name)) is { } first)
            whole = whole.With([judges.TryGetValue(first, out var judge)
                ? judge with { Draft = judge.Draft with { Id = "judge" } }
                : Judge.Define(models.Find(first, ModelHead.Text), "judge")]);
        return whole.With([EnsembleTool.Definition(whole)]);
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
