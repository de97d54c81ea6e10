using Rlar.Grpo.Policy;
using Rlar.Grpo.Recipes;
using Rlar.Grpo.Training;
using Rlar.Host.Training;
using Rlar.Inference.Catalog;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Run;

namespace Rlar.Host.Commands;

/// <summary>What a recipe names, found and read.</summary>
/// <param name="Model">The policy's GGUF file.</param>
/// <param name="Rows">Rows to train on.</param>
/// <param name="HeldOut">Rows that are never trained on.</param>
/// <param name="Reward">What rewards.</param>
/// <param name="HeldOutReward">What only looks; null: nothing.</param>
internal sealed record TrainingInputs(
    string Model, IReadOnlyList<Query> Rows, IReadOnlyList<Query> HeldOut, ITrainingReward Reward, ITrainingReward? HeldOutReward)
{
    /// <summary>Finds and reads.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="places">Where its files are.</param>
    /// <param name="models">The models of this machine.</param>
    /// <param name="library">The tools.</param>
    /// <param name="router">What picks the tools of rows where the recipe names none.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="RlarException">A file, model or tool that there is not, or rows that cannot be read.</exception>
    internal static TrainingInputs Read(
        Recipe recipe, RecipePlaces places, ModelCache models, OpenLibrary library, Func<IRouter> router, CancellationToken cancellationToken)
    {
        var model = models.Resolve(places.Model(recipe.Model));
        if (model.Kind != ModelFileKind.Gguf)
            throw new HostException($"model: {model.Path} is no GGUF file: a policy is trained from one. 'rlar models list' shows some.");
        var options = new RewardRunOptions { Tools = new ToolRunnerOptions { Deadline = recipe.RewardDeadline } };
        return new TrainingInputs(
            model.Path,
            TrainingRows.Read([.. recipe.Data.Select(file => places.Find("data", file))], cancellationToken),
            TrainingRows.Read([.. recipe.HeldOut.Select(file => places.Find("heldout", file))], cancellationToken),
            recipe.Rewards.Count == 0 ? ToolReward.Routed(router(), options) : ToolReward.Of(recipe.Rewards, library.Tools, library.Version, options),
            recipe.HeldOutTools.Count == 0 ? null : ToolReward.Of(recipe.HeldOutTools, library.Tools, library.Version, options));
    }

    /// <summary>What the training needs of memory, in words.</summary>
    internal string Needs(Recipe recipe) => $"training needs {PolicyMemory.Of(PolicyShape.Read(Model), recipe.Policy)}";

    /// <summary>What was found, in words.</summary>
    public override string ToString() => $"{Plural.Of(Rows.Count, "row")} to train on, {Plural.Of(HeldOut.Count, "row")} held out, policy {Model}";
}
