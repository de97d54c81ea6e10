using Rlar.Inference;

namespace Rlar.Rewards.Models;

/// <summary>
/// The base of tools that ask language models about a whole group: opens the models, takes the turn to compute, and turns what goes wrong into
/// outcomes. A row that lacks what the card needs is unscorable; a model that cannot be used is a failure.
/// </summary>
/// <param name="card">The tool's card.</param>
/// <param name="models">The models it asks, at least one.</param>
/// <param name="options">How they run.</param>
internal abstract class ModelTool(ToolCard card, IReadOnlyList<LocalModel> models, ModelToolOptions options) : IRewardTool
{
    /// <inheritdoc/>
    public ToolCard Card { get; } = card;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (Missing(group.Query) is { } missing)
            return Whole(group, new RewardOutcome.Unscorable($"{Card.Id}: {missing}"));
        try
        {
            var opened = new ScoringModel[models.Count];
            for (var index = 0; index < opened.Length; index++)
                opened[index] = await ScoringModel.OpenAsync(models[index], options, cancellationToken);
            await PrepareAsync(cancellationToken);
            return await models[0].Shelf.ComputeBesideAsync(stop => Score(opened, group, stop), cancellationToken);
        }
        catch (ToolException error)
        {
            return Whole(group, new RewardOutcome.Unscorable($"{Card.Id}: {error.Message}"));
        }
        catch (InferenceException error)
        {
            return Whole(group, new RewardOutcome.Failed("model", error.Message));
        }
    }

    /// <summary>Judges a group; others may be judged meanwhile.</summary>
    /// <param name="opened">The models, in the order of the constructor.</param>
    /// <param name="group">The group; its query has what the card needs.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ToolException">The row cannot be judged by: every completion is unscorable.</exception>
    /// <exception cref="InferenceException">The model failed for the whole group.</exception>
    protected abstract IReadOnlyList<RewardOutcome> Score(IReadOnlyList<ScoringModel> opened, RolloutGroup group, CancellationToken cancellationToken);

    /// <summary>Loads what else the tool computes with. Called before each group.</summary>
    /// <param name="cancellationToken">Stops the waiting.</param>
    protected virtual Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Why the row cannot be judged by, a clause; null where it can.</summary>
    /// <param name="query">The row's query.</param>
    protected virtual string? Missing(Query query) => Card.Unmet(query);

    /// <summary>One outcome for every completion.</summary>
    private protected static RewardOutcome[] Whole(RolloutGroup group, RewardOutcome outcome)
    {
        var outcomes = new RewardOutcome[group.Completions.Count];
        Array.Fill(outcomes, outcome);
        return outcomes;
    }
}
