using Rlar.Agents.Ensembles;
using Rlar.Agents.Judges;
using Rlar.Agents.Library;

namespace Rlar.Agents.Likelihood;

/// <summary>The tools that local language models make possible.</summary>
public static class ModelTools
{
    /// <summary>A library with the families judge, sar, flr, implicit-prm and igpo; with the tool judge where models are named; and with ensembles of all that.</summary>
    /// <param name="library">The library.</param>
    /// <param name="models">Where models are looked up and kept.</param>
    /// <param name="named">The models that the user named: all families list them, and the first is the tool "judge".</param>
    /// <exception cref="ToolException">A named model is not there.</exception>
    public static ToolLibrary AddTo(ToolLibrary library, LocalModels models, IReadOnlyList<string> named)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(named);
        ToolFamily[] families = [Judge.Family(models), SelfAlignedReward.Family(models), FollowUpLikelihood.Family(models), ImplicitProcessReward.Family(models), InformationGain.Family(models)];
        var whole = library.With([.. families.Select(family => family with { Models = [.. named.Union(family.Models)] })]);
        if (named.Count > 0)
            whole = whole.With([Judge.Define(models.Find(named[0]), "judge")]);
        return whole.With([EnsembleTool.Definition(whole)]);
    }
}
